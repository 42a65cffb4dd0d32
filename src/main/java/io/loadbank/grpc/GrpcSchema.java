package io.loadbank.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.TypeRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of some definitions. Immutable: what many VUs load alike can be shared. */
public final class GrpcSchema {

    public static final GrpcSchema EMPTY = new GrpcSchema(Map.of());

    /** Finds .proto files by the name they are imported under. */
    @FunctionalInterface
    public interface Texts {
        /** UTF-8 text; null if there is no such file. */
        byte @Nullable [] text(String name);
    }

    private final Map<String, GrpcMethod> byPath;

    private GrpcSchema(Map<String, GrpcMethod> byPath) {
        this.byPath = byPath;
    }

    /** What .proto files define, and what they import. */
    public static GrpcSchema ofTexts(Texts texts, List<String> names) throws ProtoException {
        ProtoFiles files = new ProtoFiles(ProtoFiles.texts(texts));
        for (String name : names) {
            files.link(name);
        }
        return of(files.linked());
    }

    /** What a compiled set of definitions holds, as {@code protoc --descriptor_set_out --include_imports} writes it. */
    public static GrpcSchema ofProtoset(byte[] bytes) throws ProtoException {
        return ofDescriptors(ProtoFiles.protoset(bytes).getFileList());
    }

    static GrpcSchema ofDescriptors(List<FileDescriptorProto> given) throws ProtoException {
        ProtoFiles files = new ProtoFiles(ProtoFiles.descriptors(given));
        for (FileDescriptorProto file : given) {
            files.link(file.getName());
        }
        return of(files.linked());
    }

    private static GrpcSchema of(List<FileDescriptor> files) {
        TypeRegistry.Builder types = TypeRegistry.newBuilder();
        files.forEach(file -> types.add(file.getMessageTypes()));
        TypeRegistry registry = types.build();
        Map<String, GrpcMethod> methods = new LinkedHashMap<>();
        for (FileDescriptor file : files) {
            for (ServiceDescriptor service : file.getServices()) {
                for (MethodDescriptor method : service.getMethods()) {
                    GrpcMethod made = new GrpcMethod(method, registry);
                    methods.put(made.path(), made);
                }
            }
        }
        return new GrpcSchema(methods);
    }

    /** This and other definitions; of two for the same method the other's counts. */
    public GrpcSchema with(GrpcSchema other) {
        Map<String, GrpcMethod> all = new LinkedHashMap<>(byPath);
        all.putAll(other.byPath);
        return new GrpcSchema(all);
    }

    /** The method of a path, {@code /pkg.Service/Method}; null if it is not known. */
    public @Nullable GrpcMethod method(String path) {
        return byPath.get(path);
    }

    public List<GrpcMethod> methods() {
        return new ArrayList<>(byPath.values());
    }
}
