package io.loadbank.api;

import java.net.InetSocketAddress;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Who asks, for the history. */
final class Caller {
    private Caller() {}

    /** The address of the other side of the connection. */
    static String of(ServerHttpRequest request) {
        InetSocketAddress address = request.getRemoteAddress();
        return address == null
                ? "unknown"
                : address.getAddress() == null
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
    }
}
