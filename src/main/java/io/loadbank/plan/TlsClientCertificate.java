package io.loadbank.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate to show to servers.
 *
 * @param cert PEM text
 * @param key PEM text
 * @param domains the hosts it is for; empty for all
 */
public record TlsClientCertificate(
        String cert, String key, @Nullable String password, List<String> domains) {
    public TlsClientCertificate {
        domains = List.copyOf(domains);
    }

    @Override
    public String toString() {
        return "TlsClientCertificate[domains=" + domains + "]";
    }
}
