package io.loadbank.grpc;

import com.google.protobuf.TypeRegistry;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.loadbank.http.NameResolver.Resolution;
import io.loadbank.http.Outlet;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection of one VU, which reconnects by itself when it breaks. Calls may be many at once. */
public final class GrpcConnection {

    private static final int MAX_METADATA_BYTES = 1 << 20;
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Messages as they are; their owner reads and writes them on its own thread. */
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final ManagedChannel channel;
    private final GrpcDial dial;

    private GrpcConnection(ManagedChannel channel, GrpcDial dial) {
        this.channel = channel;
        this.dial = dial;
    }

    /** Whether there is a connection. */
    public sealed interface Connected {
        record Ready(GrpcConnection connection) implements Connected {}

        record Failed(String why) implements Connected {}

        /** The caller gave up. */
        record GivenUp() implements Connected {}
    }

    /**
     * Connects, and blocks until the target has answered as HTTP/2 does. A target that refuses, is not to be trusted or
     * cannot be found fails at once, any other after the timeout.
     *
     * @param givenUp asked whenever the thread is woken
     */
    public static Connected open(Outlet outlet, GrpcDial dial, BooleanSupplier givenUp) {
        long deadline = System.nanoTime() + nanos(dial.timeout());
        HostPort target = HostPort.of(dial.address());
        if (target == null) {
            return new Connected.Failed("the address '" + dial.address() + "' must be host:port");
        }
        CompletableFuture<Resolution> lookup = outlet.resolve(target.host(), target.port());
        CompletableFuture<SslContext> tls =
                dial.plaintext() ? CompletableFuture.completedFuture(null) : outlet.http2(dial.tls());
        Waiting known = new Waiting();
        CompletableFuture<Void> both = CompletableFuture.allOf(lookup, tls).whenComplete((_, _) -> known.end());
        if (!known.await(deadline, givenUp)) {
            return givenUp.getAsBoolean()
                    ? new Connected.GivenUp()
                    : new Connected.Failed("context deadline exceeded: lookup " + target.host());
        }
        if (both.isCompletedExceptionally() && tls.isCompletedExceptionally()) {
            return new Connected.Failed("tls: " + tls.exceptionNow().getMessage());
        }
        return switch (lookup.resultNow()) {
            case Resolution.Refused(var error) -> new Connected.Failed(error.detail());
            case Resolution.Found(InetSocketAddress address) -> {
                ManagedChannel channel = build(outlet, dial, target, address, tls.resultNow());
                yield new GrpcConnection(channel, dial).awaitReady(deadline, givenUp);
            }
        };
    }

    private static ManagedChannel build(
            Outlet outlet, GrpcDial dial, HostPort target, InetSocketAddress address, @Nullable SslContext tls) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address)
                .eventLoopGroup(outlet.loop())
                .channelFactory(outlet::newChannel)
                .withOption(ChannelOption.TCP_NODELAY, true)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(dial.timeout().toMillis() + 1, 1 << 30))
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxTraceEvents(0)
                .proxyDetector(_ -> null)
                .maxInboundMessageSize(dial.maxReceiveBytes())
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .overrideAuthority(dial.authority() == null ? target.authority() : dial.authority());
        if (!dial.userAgent().isEmpty()) {
            builder.userAgent(dial.userAgent());
        }
        if (tls == null) {
            builder.usePlaintext();
        } else {
            builder.sslContext(tls);
        }
        return builder.build();
    }

    private Connected awaitReady(long deadline, BooleanSupplier givenUp) {
        String failure = "";
        ConnectivityState state = channel.getState(true);
        while (state != ConnectivityState.READY) {
            if (state == ConnectivityState.TRANSIENT_FAILURE) {
                Status status = probe();
                failure = status.isOk() ? failure : GrpcCall.text(status);
                if (isFinal(status)) {
                    close();
                    return new Connected.Failed(failure);
                }
            }
            Waiting change = new Waiting();
            channel.notifyWhenStateChanged(state, change::end);
            if (!change.await(deadline, givenUp)) {
                close();
                return givenUp.getAsBoolean() || Thread.currentThread().isInterrupted()
                        ? new Connected.GivenUp()
                        : new Connected.Failed("context deadline exceeded" + (failure.isEmpty() ? "" : ": " + failure));
            }
            state = channel.getState(true);
        }
        return new Connected.Ready(this);
    }

    /** Asks why there is no connection: a call that is not willing to wait fails with the reason. */
    private Status probe() {
        AtomicReference<Status> answer = new AtomicReference<>(Status.OK);
        Waiting answered = new Waiting();
        ClientCall<byte[], byte[]> call = channel.newCall(
                descriptor("/grpc.health.v1.Health/Check", MethodDescriptor.MethodType.UNARY), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        answer.set(status);
                        answered.end();
                    }
                },
                new Metadata());
        if (!answered.await(System.nanoTime() + PROBE_NANOS, () -> false)) {
            call.cancel("only asked why there is no connection", null);
        }
        return Objects.requireNonNull(answer.get());
    }

    /** Whether waiting will not help. */
    private static boolean isFinal(Status status) {
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            boolean refused = cause instanceof ConnectException
                    && String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("refused");
            if (refused || cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(String path, MethodDescriptor.MethodType type) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(type)
                .setFullMethodName(path.substring(1))
                .build();
    }

    /**
     * Starts a call.
     *
     * @param timeout until the call must have ended
     */
    public GrpcCall call(GrpcMethod method, GrpcMetadata metadata, Duration timeout, GrpcListener listener) {
        MethodDescriptor.MethodType type = method.isClientStream()
                ? method.isServerStream()
                        ? MethodDescriptor.MethodType.BIDI_STREAMING
                        : MethodDescriptor.MethodType.CLIENT_STREAMING
                : method.isServerStream()
                        ? MethodDescriptor.MethodType.SERVER_STREAMING
                        : MethodDescriptor.MethodType.UNARY;
        return call(method.path(), type, method.types(), metadata, timeout, listener);
    }

    GrpcCall call(
            String path,
            MethodDescriptor.MethodType type,
            TypeRegistry types,
            GrpcMetadata metadata,
            Duration timeout,
            GrpcListener listener) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(nanos(timeout), TimeUnit.NANOSECONDS);
        GrpcCall call =
                new GrpcCall(channel.newCall(descriptor(path, type), options), listener, types, dial.maxSendBytes());
        call.start(metadata.copy());
        return call;
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : timeout.toNanos();
    }

    /** Closes when the running calls have ended. Any thread. */
    public void release() {
        channel.shutdown();
    }

    /** Closes at once; running calls end as cancelled or unavailable. Any thread. */
    public void close() {
        channel.shutdownNow();
    }
}
