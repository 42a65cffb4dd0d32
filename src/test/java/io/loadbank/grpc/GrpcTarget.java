package io.loadbank.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.StringValue;
import com.google.rpc.Status;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gRPC server on 127.0.0.1 and a free port that serves {@link #PROTO}, health and reflection. */
public final class GrpcTarget implements AutoCloseable {

    public static final String PROTO = """
            syntax = "proto3";
            package lab.v1;
            import "google/protobuf/timestamp.proto";
            option java_package = "ignored";

            // what comes is sent back
            message Item {
              string name = 1;
              int64 big = 2;
              bytes raw = 3;
              repeated int32 numbers = 4;
              map<string, int32> counts = 5;
              Kind kind = 6;
              oneof choice { string a = 7; int32 b = 8; }
              optional string maybe = 9;
              Inner inner = 10;
              google.protobuf.Timestamp when = 11;
              double real = 12;
              string snake_case = 13;
              map<string, Inner> by_name = 14;
              repeated Inner list = 15;
              enum Kind { NONE = 0; SOME = 1; }
              message Inner { string x = 1; Inner next = 2; }
            }
            service Lab {
              rpc Echo(Item) returns (Item);
              rpc Fail(Item) returns (Item);
              rpc Silent(Item) returns (Item);
              rpc Large(Item) returns (Item);
              rpc Told(Item) returns (Item);
              rpc Download(Item) returns (stream Item);
              rpc Upload(stream Item) returns (Item);
              rpc Chat(stream Item) returns (stream Item) {}
            }
            """;

    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BYTES = Metadata.Key.of("x-bytes-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final Server server;
    private final Descriptor item;
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Map<String, io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage>> methods = new HashMap<>();

    /** Which version of reflection is offered. */
    public enum Offers {
        V1,
        V1ALPHA,
        NOTHING
    }

    private GrpcTarget(Offers offers, @Nullable SslContext tls) {
        try {
            FileDescriptor file = new ProtoFiles(ProtoFiles.texts(
                            name -> name.equals("lab.proto") ? PROTO.getBytes(StandardCharsets.UTF_8) : null))
                    .link("lab.proto");
            item = file.findMessageTypeByName("Item");
            NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(service(file, file.findServiceByName("Lab")))
                    .intercept(new Headers());
            if (tls != null) {
                builder.sslContext(tls);
            }
            offer(builder, offers);
            server = builder.build().start();
        } catch (ProtoException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("deprecation") // the old version is what it is about
    private static void offer(NettyServerBuilder builder, Offers offers) {
        BindableService reflection = switch (offers) {
            case V1 -> ProtoReflectionServiceV1.newInstance();
            case V1ALPHA -> ProtoReflectionService.newInstance();
            case NOTHING -> null;
        };
        if (reflection != null) {
            builder.addService(reflection);
            HealthStatusManager health = new HealthStatusManager();
            health.setStatus("ill", io.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING);
            builder.addService(health.getHealthService());
        }
    }

    public static GrpcTarget start() {
        return new GrpcTarget(Offers.V1, null);
    }

    public static GrpcTarget start(Offers offers) {
        return new GrpcTarget(offers, null);
    }

    public static GrpcTarget start(SslContext tls) {
        return new GrpcTarget(Offers.V1, tls);
    }

    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Calls whose client went away. */
    public int cancelled() {
        return cancelled.get();
    }

    /** Sends the call's own metadata back, and notes when it is cancelled. */
    private final class Headers implements io.grpc.ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            ServerCall<Q, R> answering = new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<>(call) {
                @Override
                public void sendHeaders(Metadata sent) {
                    String text = headers.get(TEXT);
                    byte[] bytes = headers.get(BYTES);
                    if (text != null) {
                        sent.put(TEXT, text);
                    }
                    if (bytes != null) {
                        sent.put(BYTES, bytes);
                    }
                    super.sendHeaders(sent);
                }
            };
            return new io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener<>(
                    next.startCall(answering, headers)) {
                @Override
                public void onCancel() {
                    cancelled.incrementAndGet();
                    super.onCancel();
                }
            };
        }
    }

    private ServerServiceDefinition service(FileDescriptor file, ServiceDescriptor lab) {
        io.grpc.ServiceDescriptor.Builder described = io.grpc.ServiceDescriptor.newBuilder(lab.getFullName())
                .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> file);
        Map<String, ServerCallHandler<DynamicMessage, DynamicMessage>> handlers = Map.of(
                "Echo", unary((request, answer) -> answer(answer, request)),
                "Fail", unary((_, answer) -> answer.onError(failure())),
                "Silent", unary((_, _) -> {}),
                "Large", unary((request, answer) -> answer(answer, large(request))),
                "Told", unary((request, answer) -> answer(answer, request)),
                "Download", ServerCalls.asyncServerStreamingCall(this::download),
                "Upload", ServerCalls.asyncClientStreamingCall(this::upload),
                "Chat", ServerCalls.asyncBidiStreamingCall(GrpcTarget::chat));
        lab.getMethods().forEach(method -> described.addMethod(method(method)));
        ServerServiceDefinition.Builder built = ServerServiceDefinition.builder(described.build());
        lab.getMethods().forEach(method -> built.addMethod(method(method), handlers.get(method.getName())));
        return built.build();
    }

    private io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> method(MethodDescriptor method) {
        return methods.computeIfAbsent(
                method.getFullName(),
                _ -> io.grpc.MethodDescriptor.newBuilder(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())),
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                        .setType(type(method))
                        .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                        .build());
    }

    private static MethodType type(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    private static ServerCallHandler<DynamicMessage, DynamicMessage> unary(
            ServerCalls.UnaryMethod<DynamicMessage, DynamicMessage> method) {
        return ServerCalls.asyncUnaryCall(method);
    }

    private static void answer(StreamObserver<DynamicMessage> answer, DynamicMessage message) {
        answer.onNext(message);
        answer.onCompleted();
    }

    private static StatusRuntimeException failure() {
        Metadata trailers = new Metadata();
        trailers.put(TEXT, "trailing");
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                Status.newBuilder()
                        .setCode(5)
                        .addDetails(Any.pack(StringValue.of("why")))
                        .build()
                        .toByteArray());
        return io.grpc.Status.NOT_FOUND.withDescription("no such item").asRuntimeException(trailers);
    }

    private DynamicMessage large(DynamicMessage request) {
        int size = Math.toIntExact((Long) request.getField(item.findFieldByName("big")));
        return DynamicMessage.newBuilder(item)
                .setField(item.findFieldByName("raw"), ByteString.copyFrom(new byte[size]))
                .build();
    }

    private void download(DynamicMessage request, StreamObserver<DynamicMessage> answer) {
        long count = (Long) request.getField(item.findFieldByName("big"));
        for (long i = 0; i < count; i++) {
            answer.onNext(DynamicMessage.newBuilder(item)
                    .setField(item.findFieldByName("big"), i)
                    .build());
        }
        answer.onCompleted();
    }

    private StreamObserver<DynamicMessage> upload(StreamObserver<DynamicMessage> answer) {
        AtomicInteger count = new AtomicInteger();
        return new Observer(
                _ -> count.incrementAndGet(),
                () -> answer(
                        answer,
                        DynamicMessage.newBuilder(item)
                                .setField(item.findFieldByName("big"), (long) count.get())
                                .build()));
    }

    /** Echoes, and fails when a message asks for it. */
    private static StreamObserver<DynamicMessage> chat(StreamObserver<DynamicMessage> answer) {
        return new Observer(
                message -> {
                    Object name =
                            message.getField(message.getDescriptorForType().findFieldByName("name"));
                    if (name.equals("fail")) {
                        answer.onError(io.grpc.Status.ABORTED
                                .withDescription("asked for")
                                .asRuntimeException());
                    } else {
                        answer.onNext(message);
                    }
                },
                answer::onCompleted);
    }

    private record Observer(java.util.function.Consumer<DynamicMessage> next, Runnable completed)
            implements StreamObserver<DynamicMessage> {
        @Override
        public void onNext(DynamicMessage message) {
            next.accept(message);
        }

        @Override
        public void onError(Throwable gone) {
            // the client went away
        }

        @Override
        public void onCompleted() {
            completed.run();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
