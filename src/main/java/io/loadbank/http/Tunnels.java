package io.loadbank.http;

import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;

/** Makes the handlers that have a proxy open a tunnel to the target. */
final class Tunnels {

    private Tunnels() {}

    /** A handler for that proxy at its address; there is no timeout but the request's. */
    static ProxyHandler through(Proxy proxy, InetSocketAddress address) {
        boolean known = !proxy.user().isEmpty();
        ProxyHandler handler = switch (proxy.kind()) {
            case HTTP ->
                known ? new HttpProxyHandler(address, proxy.user(), proxy.password()) : new HttpProxyHandler(address);
            case SOCKS5 ->
                known
                        ? new Socks5ProxyHandler(address, proxy.user(), proxy.password())
                        : new Socks5ProxyHandler(address);
        };
        handler.setConnectTimeoutMillis(0);
        return handler;
    }
}
