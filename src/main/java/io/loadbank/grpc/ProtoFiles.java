package io.loadbank.grpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Links definitions, from .proto texts or descriptors, with all they import. Used for one load and thrown away. */
final class ProtoFiles {

    private static final Map<String, FileDescriptor> WELL_KNOWN = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, file -> file));

    /** Finds the definition of a file by the name it is imported under. */
    interface Source {
        /**
         * The definition, not linked.
         *
         * @return null if there is none
         */
        @Nullable
        FileDescriptorProto file(String name) throws ProtoException;
    }

    private final Source source;
    private final Map<String, FileDescriptor> linked = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();

    ProtoFiles(Source source) {
        this.source = source;
    }

    /** Whether a file comes with protobuf itself. */
    static boolean isWellKnown(String name) {
        return WELL_KNOWN.containsKey(name);
    }

    /** Parses the texts that {@code texts} finds. */
    static Source texts(GrpcSchema.Texts texts) {
        return name -> {
            byte[] text = texts.text(name);
            if (text == null) {
                return null;
            }
            try {
                return ProtoElements.file(
                        name,
                        ProtoParser.Companion.parse(Location.get(name), new String(text, StandardCharsets.UTF_8)));
            } catch (RuntimeException e) {
                // the parser has no exception of its own
                throw new ProtoException("cannot read " + name + ": " + e.getMessage());
            }
        };
    }

    static Source descriptors(List<FileDescriptorProto> files) {
        Map<String, FileDescriptorProto> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.getName(), file));
        return byName::get;
    }

    static FileDescriptorSet protoset(byte[] bytes) throws ProtoException {
        try {
            return FileDescriptorSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new ProtoException("it is not a protoset: " + e.getMessage());
        }
    }

    /** Links a file and what it imports. */
    FileDescriptor link(String name) throws ProtoException {
        FileDescriptor known = WELL_KNOWN.containsKey(name) ? WELL_KNOWN.get(name) : linked.get(name);
        if (known != null) {
            return known;
        }
        if (!open.add(name)) {
            throw new ProtoException("the files " + String.join(", ", open) + " import each other in a circle");
        }
        FileDescriptorProto file = source.file(name);
        if (file == null) {
            throw new ProtoException(
                    "there is no file " + name + (open.size() > 1 ? ", imported by " + importer() : ""));
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String each : file.getDependencyList()) {
            imports.add(link(each));
        }
        try {
            FileDescriptor made = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
            linked.put(name, made);
            open.remove(name);
            return made;
        } catch (DescriptorValidationException e) {
            throw new ProtoException("cannot link " + name + ": " + e.getMessage());
        }
    }

    private String importer() {
        List<String> chain = List.copyOf(open);
        return chain.get(chain.size() - 2);
    }

    /** All that was linked, imports before what imports them. */
    List<FileDescriptor> linked() {
        return List.copyOf(linked.values());
    }
}
