package io.loadbank.plan;

/** The type of an option's value, and with it the class that represents it once read. */
enum Kind {
    /** Long. */
    INTEGER,
    /** Boolean. */
    FLAG,
    /** String. */
    TEXT,
    /** java.time.Duration. */
    DURATION,
    /** List of String. */
    TEXTS,
    /** Map of String to String, in order. */
    TEXTS_BY_NAME,
    /** Map of String to anything, in order. */
    OBJECT,
    /** List of StageSpec. */
    STAGES,
    /** Map of String to ScenarioSpec, in order. */
    SCENARIOS,
    /** Map of String to List of ThresholdSpec, in order. */
    THRESHOLDS,
    /** DnsOptions. */
    DNS,
    /** TlsVersions. */
    TLS_VERSIONS,
    /** List of TlsClientCertificate. */
    TLS_CERTIFICATES
}
