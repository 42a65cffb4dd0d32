package io.loadbank.http;

/**
 * Who is at the other end of a connection.
 *
 * @param ip empty if there is nobody
 * @param tlsVersion {@code tls1.0} to {@code tls1.3}, empty when plain
 * @param tlsCipherSuite empty when plain
 */
record Peer(String ip, int port, String tlsVersion, String tlsCipherSuite) {

    static final Peer NONE = new Peer("", 0, "", "");
}
