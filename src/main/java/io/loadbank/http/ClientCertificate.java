package io.loadbank.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate that the client shows when a server asks for one.
 *
 * @param chain leaf first, at least one
 * @param domains exact names or leading wildcards of the servers it is for; empty for all
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key, List<String> domains) {

    public ClientCertificate {
        chain = List.copyOf(chain);
        domains = List.copyOf(domains);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a client certificate has at least one certificate");
        }
    }
}
