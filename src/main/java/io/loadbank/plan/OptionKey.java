package io.loadbank.plan;

import org.jspecify.annotations.Nullable;

/** The options a script may export, in the order they are shown. */
public enum OptionKey {
    PAUSED("paused", Kind.FLAG),
    VUS("vus", Kind.INTEGER),
    DURATION("duration", Kind.DURATION),
    ITERATIONS("iterations", Kind.INTEGER),
    STAGES("stages", Kind.STAGES),
    SCENARIOS("scenarios", Kind.SCENARIOS),
    EXECUTION_SEGMENT("executionSegment", Kind.TEXT),
    EXECUTION_SEGMENT_SEQUENCE("executionSegmentSequence", Kind.TEXT),
    NO_SETUP("noSetup", Kind.FLAG),
    SETUP_TIMEOUT("setupTimeout", Kind.DURATION),
    NO_TEARDOWN("noTeardown", Kind.FLAG),
    TEARDOWN_TIMEOUT("teardownTimeout", Kind.DURATION),
    HANDLE_SUMMARY_TIMEOUT("handleSummaryTimeout", Kind.DURATION),
    RPS("rps", Kind.INTEGER),
    DNS("dns", Kind.DNS),
    MAX_REDIRECTS("maxRedirects", Kind.INTEGER),
    USER_AGENT("userAgent", Kind.TEXT),
    BATCH("batch", Kind.INTEGER),
    BATCH_PER_HOST("batchPerHost", Kind.INTEGER),
    HTTP_DEBUG("httpDebug", Kind.TEXT),
    INSECURE_SKIP_TLS_VERIFY("insecureSkipTLSVerify", Kind.FLAG),
    TLS_CIPHER_SUITES("tlsCipherSuites", Kind.TEXTS),
    TLS_VERSION("tlsVersion", Kind.TLS_VERSIONS),
    TLS_AUTH("tlsAuth", Kind.TLS_CERTIFICATES),
    THROW("throw", Kind.FLAG),
    THRESHOLDS("thresholds", Kind.THRESHOLDS),
    BLACKLIST_IPS("blacklistIPs", Kind.TEXTS),
    BLOCK_HOSTNAMES("blockHostnames", Kind.TEXTS),
    HOSTS("hosts", Kind.TEXTS_BY_NAME),
    NO_CONNECTION_REUSE("noConnectionReuse", Kind.FLAG),
    NO_VU_CONNECTION_REUSE("noVUConnectionReuse", Kind.FLAG),
    MIN_ITERATION_DURATION("minIterationDuration", Kind.DURATION),
    NO_COOKIES_RESET("noCookiesReset", Kind.FLAG),
    DISCARD_RESPONSE_BODIES("discardResponseBodies", Kind.FLAG),
    SUMMARY_TREND_STATS("summaryTrendStats", Kind.TEXTS),
    SUMMARY_TIME_UNIT("summaryTimeUnit", Kind.TEXT),
    SYSTEM_TAGS("systemTags", Kind.TEXTS),
    TAGS("tags", Kind.TEXTS_BY_NAME),
    METRIC_SAMPLES_BUFFER_SIZE("metricSamplesBufferSize", Kind.INTEGER);

    private final String text;
    private final Kind kind;

    OptionKey(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    public String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    static @Nullable OptionKey find(String text) {
        for (OptionKey each : values()) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        return null;
    }
}
