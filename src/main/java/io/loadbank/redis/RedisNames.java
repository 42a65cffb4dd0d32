package io.loadbank.redis;

import java.net.InetSocketAddress;

/** How the host names of Redis servers become addresses; may wait, never on a thread of a VU. */
@FunctionalInterface
public interface RedisNames {

    /**
     * The address to connect to.
     *
     * @throws IllegalArgumentException with the reason, if the host may not be reached or has no address
     */
    InetSocketAddress resolve(String host, int port);
}
