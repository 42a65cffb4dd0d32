package io.loadbank.script.module;

import io.loadbank.http.ConnectionPolicy;
import io.loadbank.metric.Tags;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run that its scripts feel, with defaults filled in.
 *
 * @param runTags tags of every sample of the run
 * @param systemTags names of the system tags that are set
 * @param throwErrors whether failed requests and refused metric values throw ({@code throw})
 * @param discardResponseBodies whether bodies are dropped unless a request asks for its own
 * @param userAgent default {@code User-Agent}; empty for none
 * @param maxRedirects how many redirects are followed
 * @param maxRedirectsSet whether the script chose that number, so that reaching it is no surprise
 * @param batch parallel requests of one {@code http.batch}
 * @param batchPerHost the same per host; 0 is unlimited
 * @param noCookiesReset whether a VU keeps its cookie jar between iterations
 * @param noVuConnectionReuse whether idle connections are closed after each iteration
 * @param minIterationNanos how long an iteration lasts at least; what is missing is waited for
 * @param requestPace the limiter of {@code rps}, or null
 * @param httpDebug empty for nothing, {@code full} to log requests and responses with their bodies, else without
 * @param connections how connections are made
 */
public record RunSettings(
        Tags runTags,
        Set<String> systemTags,
        boolean throwErrors,
        boolean discardResponseBodies,
        String userAgent,
        int maxRedirects,
        boolean maxRedirectsSet,
        int batch,
        int batchPerHost,
        boolean noCookiesReset,
        boolean noVuConnectionReuse,
        long minIterationNanos,
        @Nullable RequestPace requestPace,
        String httpDebug,
        ConnectionPolicy connections) {

    /** The system tags that are set unless the options say otherwise. */
    public static final Set<String> DEFAULT_SYSTEM_TAGS = Set.of(
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
            "expected_response");

    static final RunSettings DEFAULTS = new RunSettings(
            Tags.EMPTY,
            DEFAULT_SYSTEM_TAGS,
            false,
            false,
            "",
            10,
            false,
            20,
            6,
            false,
            false,
            0,
            null,
            "",
            ConnectionPolicy.defaults());

    public boolean sets(String systemTag) {
        return systemTags.contains(systemTag);
    }
}
