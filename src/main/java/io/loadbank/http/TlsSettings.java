package io.loadbank.http;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks of TLS.
 *
 * @param insecureSkipVerify take any certificate
 * @param minVersion {@code tls1.0} to {@code tls1.3}, or null for the platform's
 * @param maxVersion likewise
 * @param cipherSuites names as in {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, for TLS 1.2 and below; empty for the
 *     platform's
 * @param authorities who is trusted; empty for the platform's
 */
public record TlsSettings(
        boolean insecureSkipVerify,
        @Nullable String minVersion,
        @Nullable String maxVersion,
        List<String> cipherSuites,
        List<ClientCertificate> certificates,
        List<X509Certificate> authorities) {

    public static final TlsSettings DEFAULT = new TlsSettings(false, null, null, List.of(), List.of(), List.of());

    public TlsSettings {
        cipherSuites = List.copyOf(cipherSuites);
        certificates = List.copyOf(certificates);
        authorities = List.copyOf(authorities);
    }

    public TlsSettings withInsecureSkipVerify(boolean other) {
        return new TlsSettings(other, minVersion, maxVersion, cipherSuites, certificates, authorities);
    }

    public TlsSettings withVersions(@Nullable String min, @Nullable String max) {
        return new TlsSettings(insecureSkipVerify, min, max, cipherSuites, certificates, authorities);
    }

    public TlsSettings withCipherSuites(List<String> other) {
        return new TlsSettings(insecureSkipVerify, minVersion, maxVersion, other, certificates, authorities);
    }

    public TlsSettings withCertificates(List<ClientCertificate> other) {
        return new TlsSettings(insecureSkipVerify, minVersion, maxVersion, cipherSuites, other, authorities);
    }

    public TlsSettings withAuthorities(List<X509Certificate> other) {
        return new TlsSettings(insecureSkipVerify, minVersion, maxVersion, cipherSuites, certificates, other);
    }
}
