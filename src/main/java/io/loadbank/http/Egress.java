package io.loadbank.http;

/**
 * How this box lets load out, whatever a run asks for.
 *
 * @param locals the addresses that VUs send from
 * @param http2 whether TLS servers may choose HTTP/2
 */
public record Egress(LocalAddresses locals, Proxies proxies, boolean http2) {

    /** From any address, without proxies. */
    public static final Egress DIRECT = new Egress(LocalAddresses.ANY, Proxies.NONE, true);
}
