package io.loadbank.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection that is ready for commands: to one server, to a master behind sentinels, or to a cluster. Thread-safe. */
record RedisWire(AbstractRedisClient client, StatefulConnection<byte[], byte[]> connection, Sender sender) {

    private static final int MAX_WAITING = 10_000;

    /** Sends a command. */
    @FunctionalInterface
    interface Sender {
        RedisFuture<Object> send(ProtocolKeyword name, ReplyOutput output, CommandArgs<byte[], byte[]> arguments);
    }

    static CompletableFuture<RedisWire> connect(RedisTarget target, ClientResources resources) {
        return switch (target.mode()) {
            case RedisTarget.Mode.Cluster cluster -> cluster(target, cluster, resources);
            case RedisTarget.Mode.Single _ ->
                server(target, uri(target, target.nodes().getFirst()), resources);
            case RedisTarget.Mode.Sentinel sentinel -> server(target, sentinelUri(target, sentinel), resources);
        };
    }

    private static CompletableFuture<RedisWire> server(RedisTarget target, RedisURI uri, ClientResources resources) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options(target, ClientOptions.builder().autoReconnect(false)));
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting =
                client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
        return ready(client, connecting).thenApply(open -> new RedisWire(client, open, open.async()::dispatch));
    }

    private static CompletableFuture<RedisWire> cluster(
            RedisTarget target, RedisTarget.Mode.Cluster mode, ClientResources resources) {
        List<RedisURI> nodes =
                target.nodes().stream().map(node -> uri(target, node)).toList();
        RedisClusterClient client = RedisClusterClient.create(resources, nodes);
        ClusterClientOptions.Builder builder =
                ClusterClientOptions.builder().maxRedirects(mode.maxRedirects()).validateClusterNodeMembership(false);
        options(target, builder);
        client.setOptions(builder.build());
        CompletableFuture<StatefulRedisClusterConnection<byte[], byte[]>> connecting = client.refreshPartitionsAsync()
                .toCompletableFuture()
                .thenCompose(_ -> client.connectAsync(ByteArrayCodec.INSTANCE));
        return ready(client, connecting).thenApply(open -> {
            open.setReadFrom(
                    switch (mode.reads()) {
                        case MASTER -> ReadFrom.MASTER;
                        case REPLICA -> ReadFrom.REPLICA_PREFERRED;
                        case NEAREST -> ReadFrom.LOWEST_LATENCY;
                        case RANDOM -> ReadFrom.ANY;
                    });
            return new RedisWire(client, open, open.async()::dispatch);
        });
    }

    /** The connection; a client that does not come to one is ended before that is told. */
    private static <C> CompletableFuture<C> ready(AbstractRedisClient client, CompletableFuture<C> connecting) {
        return connecting.exceptionallyCompose(
                failure -> shutdown(client).handle((_, _) -> failure).thenCompose(CompletableFuture::failedFuture));
    }

    private static CompletableFuture<Void> shutdown(AbstractRedisClient client) {
        return client.shutdownAsync(0, 0, TimeUnit.SECONDS);
    }

    /** Hangs up; complete when nothing of the connection is left. */
    CompletableFuture<Void> end() {
        return connection.closeAsync().handle((_, _) -> client).thenCompose(RedisWire::shutdown);
    }

    private static ClientOptions options(RedisTarget target, ClientOptions.Builder builder) {
        SslOptions.Builder tls = SslOptions.builder().jdkSslProvider();
        RedisTarget.Tls own = target.nodes().getFirst().tls();
        if (own != null) {
            tls.sslContext(context -> trust(context, own));
        }
        return builder.protocolVersion(ProtocolVersion.RESP2)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_WAITING)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(target.dialTimeout())
                        .build())
                .sslOptions(tls.handshakeTimeout(target.dialTimeout()).build())
                .timeoutOptions(
                        target.readTimeout() == null
                                ? TimeoutOptions.builder().build()
                                : TimeoutOptions.enabled(target.readTimeout()))
                .build();
    }

    private static void trust(SslContextBuilder context, RedisTarget.Tls tls) {
        if (!tls.authorities().isEmpty()) {
            context.trustManager(stream(tls.authorities()));
        }
        if (tls.certificate() != null && tls.key() != null) {
            context.keyManager(stream(tls.certificate()), stream(tls.key()));
        }
    }

    /** Why the certificates and keys cannot be used; null if they can. */
    static @Nullable String complaint(RedisTarget.Tls tls) {
        try {
            SslContextBuilder context = SslContextBuilder.forClient();
            trust(context, tls);
            context.build();
            return null;
        } catch (IllegalArgumentException | SSLException e) {
            return "the certificates of a Redis client cannot be read: PEM texts are needed";
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static RedisURI uri(RedisTarget target, RedisTarget.Node node) {
        RedisURI uri = plain(node, target.login());
        uri.setDatabase(target.database());
        uri.setTimeout(target.dialTimeout());
        if (!target.clientName().isEmpty()) {
            uri.setClientName(target.clientName());
        }
        return uri;
    }

    private static RedisURI plain(RedisTarget.Node node, RedisTarget.Login login) {
        RedisURI.Builder builder = RedisURI.Builder.redis(node.host(), node.port())
                .withSsl(node.tls() != null)
                .withVerifyPeer(node.tls() == null || node.tls().verified());
        if (!login.user().isEmpty()) {
            builder.withAuthentication(login.user(), login.password());
        } else if (!login.password().isEmpty()) {
            builder.withPassword(login.password().toCharArray());
        }
        return builder.build();
    }

    private static RedisURI sentinelUri(RedisTarget target, RedisTarget.Mode.Sentinel mode) {
        RedisURI uri = uri(target, target.nodes().getFirst());
        uri.setHost(null);
        uri.setSentinelMasterId(mode.masterName());
        target.nodes().forEach(node -> uri.getSentinels().add(plain(node, mode.sentinelLogin())));
        return uri;
    }
}
