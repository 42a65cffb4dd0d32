package io.loadbank.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a target for its definitions, by server reflection in version 1 or, where that is not implemented, 1alpha. The
 * messages of both are alike: request 3 = file by name, 4 = file containing symbol, 7 = list services; response
 * 4 = files, 6 = services, 7 = error.
 */
public final class Reflection {

    private static final List<String> VERSIONS = List.of("v1", "v1alpha");
    private static final int UNIMPLEMENTED = 12;
    private static final int MAX_FILES = 10_000;
    private static final String OWN = "grpc.reflection.";

    private final GrpcConnection connection;
    private final GrpcMetadata metadata;
    private final GrpcDial dial;
    private final BooleanSupplier givenUp;
    private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();

    private Reflection(GrpcConnection connection, GrpcMetadata metadata, GrpcDial dial, BooleanSupplier givenUp) {
        this.connection = connection;
        this.metadata = metadata;
        this.dial = dial;
        this.givenUp = givenUp;
    }

    /**
     * Loads what a target offers. Blocks.
     *
     * @throws ProtoException if it does not answer, or not usably
     */
    public static GrpcSchema load(
            GrpcConnection connection, GrpcMetadata metadata, GrpcDial dial, BooleanSupplier givenUp)
            throws ProtoException {
        for (String version : VERSIONS) {
            Reflection reflection = new Reflection(connection, metadata, dial, givenUp);
            GrpcSchema schema = reflection.load(version);
            if (schema != null) {
                return schema;
            }
        }
        throw new ProtoException("the target does not offer server reflection");
    }

    /** One call: questions and answers in turn. */
    private final class Dialogue implements GrpcListener {
        private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
        private final AtomicReference<@Nullable GrpcOutcome> end = new AtomicReference<>();
        private volatile Waiting waiting = new Waiting();
        private final GrpcCall call;

        Dialogue(String version) {
            String path = "/grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo";
            call = connection.call(
                    path,
                    MethodType.BIDI_STREAMING,
                    TypeRegistry.getEmptyTypeRegistry(),
                    metadata,
                    dial.timeout(),
                    this);
        }

        @Override
        public void message(byte[] bytes) {
            answers.add(bytes);
            waiting.end();
        }

        @Override
        public void end(GrpcOutcome outcome) {
            end.set(outcome);
            waiting.end();
        }

        /** The answer, or null if the target does not know this version. */
        byte @Nullable [] ask(int field, String value) throws ProtoException {
            call.send(question(field, value));
            while (true) {
                Waiting next = new Waiting();
                waiting = next;
                byte[] answer = answers.poll();
                if (answer != null) {
                    call.taken();
                    return answer;
                }
                GrpcOutcome outcome = end.get();
                if (outcome != null) {
                    if (outcome.code() == UNIMPLEMENTED) {
                        return null;
                    }
                    throw new ProtoException("server reflection failed: " + outcome.message());
                }
                if (!next.await(System.nanoTime() + dial.timeout().toNanos(), givenUp)) {
                    throw new ProtoException("server reflection does not answer");
                }
            }
        }
    }

    private @Nullable GrpcSchema load(String version) throws ProtoException {
        Dialogue dialogue = new Dialogue(version);
        try {
            byte[] listed = dialogue.ask(7, "*");
            if (listed == null) {
                return null;
            }
            for (String service : services(listed)) {
                if (!service.startsWith(OWN)) {
                    take(dialogue.ask(4, service));
                }
            }
            loadImports(dialogue);
            return GrpcSchema.ofDescriptors(List.copyOf(files.values()));
        } finally {
            dialogue.call.cancel();
        }
    }

    /** Targets may leave out what a file imports. */
    private void loadImports(Dialogue dialogue) throws ProtoException {
        Set<String> asked = new LinkedHashSet<>();
        ArrayDeque<String> missing = new ArrayDeque<>();
        files.values().forEach(file -> missing.addAll(file.getDependencyList()));
        while (!missing.isEmpty()) {
            String name = missing.poll();
            if (files.containsKey(name) || !asked.add(name) || ProtoFiles.isWellKnown(name)) {
                continue;
            }
            if (asked.size() > MAX_FILES) {
                throw new ProtoException("the target offers more than " + MAX_FILES + " files");
            }
            take(dialogue.ask(3, name));
            FileDescriptorProto file = files.get(name);
            if (file != null) {
                missing.addAll(file.getDependencyList());
            }
        }
    }

    private static byte[] question(int field, String value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeString(field, value);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> services(byte[] answer) throws ProtoException {
        List<String> names = new ArrayList<>();
        for (ByteString service : fields(part(answer, 6), 1)) {
            fields(service, 1).forEach(name -> names.add(name.toStringUtf8()));
        }
        return names;
    }

    private void take(byte @Nullable [] answer) throws ProtoException {
        if (answer == null) {
            throw new ProtoException("server reflection broke off");
        }
        try {
            for (ByteString bytes : fields(part(answer, 4), 1)) {
                FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
                files.putIfAbsent(file.getName(), file);
            }
        } catch (IOException e) {
            throw new ProtoException("server reflection gave an unusable file: " + e.getMessage());
        }
    }

    /** The part of an answer that was asked for. */
    private static ByteString part(byte[] answer, int field) throws ProtoException {
        ByteString whole = ByteString.copyFrom(answer);
        List<ByteString> found = fields(whole, field);
        if (!found.isEmpty()) {
            return found.getFirst();
        }
        List<ByteString> errors = fields(whole, 7);
        String why = errors.isEmpty()
                ? "an answer to another question"
                : String.join(
                        "",
                        fields(errors.getFirst(), 2).stream()
                                .map(ByteString::toStringUtf8)
                                .toList());
        throw new ProtoException("server reflection failed: " + why);
    }

    /** The length-delimited fields of that number. */
    private static List<ByteString> fields(ByteString message, int number) throws ProtoException {
        List<ByteString> found = new ArrayList<>();
        try {
            CodedInputStream in = message.newCodedInput();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                boolean wanted = WireFormat.getTagFieldNumber(tag) == number
                        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
                if (wanted) {
                    found.add(in.readBytes());
                } else if (!in.skipField(tag)) {
                    return found;
                }
            }
            return found;
        } catch (IOException e) {
            throw new ProtoException("server reflection gave an unreadable answer: " + e.getMessage());
        }
    }
}
