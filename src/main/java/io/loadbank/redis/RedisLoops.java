package io.loadbank.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that move the bytes of all links: made when the first one connects, ended when the last one is closed.
 * Thread-safe.
 */
final class RedisLoops {

    private static final int THREADS = 2;

    private static @Nullable ClientResources resources;
    private static int users;

    private RedisLoops() {}

    /** Lends the threads, with names to connect by; each call is followed by one of {@link #release}. */
    static ClientResources acquire(RedisNames names) {
        return acquire().mutate().socketAddressResolver(new Named(names)).build();
    }

    private static synchronized ClientResources acquire() {
        ClientResources made = resources;
        if (made == null) {
            made = DefaultClientResources.builder()
                    .ioThreadPoolSize(THREADS)
                    .computationThreadPoolSize(THREADS)
                    .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                    .threadFactoryProvider(name -> Thread.ofPlatform()
                            .daemon()
                            .name("redis-" + name + "-", 0)
                            .factory())
                    .nettyCustomizer(new Guarded())
                    .build();
            resources = made;
        }
        users++;
        return made;
    }

    static synchronized void release() {
        ClientResources made = resources;
        if (--users == 0 && made != null) {
            resources = null;
            var _ = made.shutdown(0, 5, TimeUnit.SECONDS);
        }
    }

    /** How many links have the threads on loan. */
    static synchronized int users() {
        return users;
    }

    /** Finds addresses as a run's options say. */
    private static final class Named extends SocketAddressResolver {
        private final RedisNames names;

        Named(RedisNames names) {
            this.names = names;
        }

        @Override
        public SocketAddress resolve(RedisURI uri) {
            return names.resolve(uri.getHost(), uri.getPort());
        }
    }

    /** Puts a guard into each connection, behind TLS. */
    private static final class Guarded implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            var tls = channel.pipeline().context(SslHandler.class);
            if (tls == null) {
                channel.pipeline().addFirst(new ReplyGuard());
            } else {
                channel.pipeline().addAfter(tls.name(), null, new ReplyGuard());
            }
        }
    }
}
