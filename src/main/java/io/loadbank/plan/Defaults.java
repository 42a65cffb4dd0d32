package io.loadbank.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an unset option means. */
public final class Defaults {
    public static final Duration SETUP_TIMEOUT = Duration.ofMinutes(1);
    public static final Duration TEARDOWN_TIMEOUT = Duration.ofMinutes(1);
    public static final Duration HANDLE_SUMMARY_TIMEOUT = Duration.ofMinutes(2);
    public static final long MAX_REDIRECTS = 10;
    public static final List<String> SUMMARY_TREND_STATS = List.of("avg", "min", "med", "max", "p(90)", "p(95)");

    /** The tags the engine sets on samples unless told otherwise. */
    public static final Set<String> SYSTEM_TAGS = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(
            "proto",
            "subproto",
            "status",
            "method",
            "url",
            "name",
            "group",
            "check",
            "error",
            "error_code",
            "tls_version",
            "scenario",
            "service",
            "expected_response")));

    static final Duration GRACEFUL_STOP = Duration.ofSeconds(30);
    static final Duration GRACEFUL_RAMP_DOWN = Duration.ofSeconds(30);
    static final Duration MAX_DURATION = Duration.ofMinutes(10);
    static final Duration TIME_UNIT = Duration.ofSeconds(1);
    static final String EXEC = "default";

    private Defaults() {}
}
