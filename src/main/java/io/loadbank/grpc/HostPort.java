package io.loadbank.grpc;

import org.jspecify.annotations.Nullable;

/**
 * The two parts of an address.
 *
 * @param host without brackets
 */
record HostPort(String host, int port) {

    private static final int HTTPS = 443;

    /** Reads {@code host:port}, {@code [::1]:port} or {@code host}; null if it is none of them. */
    static @Nullable HostPort of(String address) {
        String plain = address.startsWith("dns:///") ? address.substring("dns:///".length()) : address;
        if (plain.isEmpty() || plain.contains("/")) {
            return null;
        }
        int colon = plain.lastIndexOf(':');
        boolean bracketed = plain.startsWith("[");
        boolean bare = colon < 0 || (bracketed ? plain.endsWith("]") : plain.indexOf(':') != colon);
        String host = bare ? plain : plain.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = bare ? HTTPS : Integer.parseInt(plain.substring(colon + 1));
            return host.isEmpty() || port < 1 || port > 65_535 ? null : new HostPort(host, port);
        } catch (NumberFormatException notAPort) {
            return null;
        }
    }

    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
