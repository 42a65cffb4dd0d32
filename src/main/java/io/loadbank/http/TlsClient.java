package io.loadbank.http;

/** The TLS side of a run's connections: versions, ciphers, trust and client certificates. Safe for many threads. */
public final class TlsClient {

    private TlsClient() {}

    /** The platform's authorities and protocol versions. */
    public static TlsClient system() {
        return new TlsClient();
    }
}
