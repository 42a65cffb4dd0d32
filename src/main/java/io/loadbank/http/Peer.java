package io.loadbank.http;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param ip empty if there is nobody
 * @param tlsVersion {@code tls1.0} to {@code tls1.3}, empty when plain
 * @param tlsCipherSuite empty when plain
 * @param staple null when plain
 */
record Peer(
        String ip,
        int port,
        String tlsVersion,
        String tlsCipherSuite,
        @Nullable Staple staple) {

    static final Peer NONE = new Peer("", 0, "", "", null);
}
