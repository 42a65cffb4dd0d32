package io.loadbank.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run as one layer set them: of the right types, neither checked nor completed; what a layer left
 * out is null.
 *
 * @param values what was set; {@link OptionsReader} makes sure that each value has the type of its key
 */
public record Options(Map<OptionKey, Object> values) {
    public static final Options NONE = new Options(Map.of());

    private static final List<OptionKey> EXECUTION =
            List.of(OptionKey.DURATION, OptionKey.ITERATIONS, OptionKey.STAGES, OptionKey.SCENARIOS);

    public Options {
        EnumMap<OptionKey, Object> copy = new EnumMap<>(OptionKey.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * One layer laid over another. What the higher one sets replaces the lower one's as a whole, but for the parts of
     * {@code dns}; and if the higher one sets any of duration, iterations, stages and scenarios, none of the lower
     * one's four count.
     *
     * @param warnings receives a sentence when scenarios get lost that way
     */
    public static Options overlay(Options lower, Options higher, List<String> warnings) {
        EnumMap<OptionKey, Object> merged = new EnumMap<>(OptionKey.class);
        merged.putAll(lower.values);
        List<String> replacing = new ArrayList<>();
        for (OptionKey key : EXECUTION) {
            if (higher.values.containsKey(key)) {
                replacing.add(key.text());
            }
        }
        if (!replacing.isEmpty()) {
            EXECUTION.forEach(merged::remove);
            if (lower.scenarios() != null && higher.scenarios() == null) {
                warnings.add("scenarios are ignored, because a layer above them sets " + String.join(", ", replacing));
            }
        }
        merged.putAll(higher.values);
        DnsOptions below = lower.dns();
        DnsOptions above = higher.dns();
        if (below != null && above != null) {
            merged.put(OptionKey.DNS, above.over(below));
        }
        return new Options(merged);
    }

    /** These options with one set, or with it left out where the value is null. */
    Options with(OptionKey key, @Nullable Object value) {
        EnumMap<OptionKey, Object> changed = new EnumMap<>(OptionKey.class);
        changed.putAll(values);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return new Options(changed);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // see the record's contract
    private <T> @Nullable T get(OptionKey key) {
        return (T) values.get(key);
    }

    public @Nullable Boolean paused() {
        return get(OptionKey.PAUSED);
    }

    public @Nullable Long vus() {
        return get(OptionKey.VUS);
    }

    public @Nullable Duration duration() {
        return get(OptionKey.DURATION);
    }

    public @Nullable Long iterations() {
        return get(OptionKey.ITERATIONS);
    }

    public @Nullable List<StageSpec> stages() {
        return get(OptionKey.STAGES);
    }

    public @Nullable Map<String, ScenarioSpec> scenarios() {
        return get(OptionKey.SCENARIOS);
    }

    public @Nullable String executionSegment() {
        return get(OptionKey.EXECUTION_SEGMENT);
    }

    public @Nullable String executionSegmentSequence() {
        return get(OptionKey.EXECUTION_SEGMENT_SEQUENCE);
    }

    public @Nullable Boolean noSetup() {
        return get(OptionKey.NO_SETUP);
    }

    public @Nullable Duration setupTimeout() {
        return get(OptionKey.SETUP_TIMEOUT);
    }

    public @Nullable Boolean noTeardown() {
        return get(OptionKey.NO_TEARDOWN);
    }

    public @Nullable Duration teardownTimeout() {
        return get(OptionKey.TEARDOWN_TIMEOUT);
    }

    public @Nullable Duration handleSummaryTimeout() {
        return get(OptionKey.HANDLE_SUMMARY_TIMEOUT);
    }

    public @Nullable Long rps() {
        return get(OptionKey.RPS);
    }

    public @Nullable DnsOptions dns() {
        return get(OptionKey.DNS);
    }

    public @Nullable Long maxRedirects() {
        return get(OptionKey.MAX_REDIRECTS);
    }

    public @Nullable String userAgent() {
        return get(OptionKey.USER_AGENT);
    }

    public @Nullable Long batch() {
        return get(OptionKey.BATCH);
    }

    public @Nullable Long batchPerHost() {
        return get(OptionKey.BATCH_PER_HOST);
    }

    public @Nullable String httpDebug() {
        return get(OptionKey.HTTP_DEBUG);
    }

    public @Nullable Boolean insecureSkipTLSVerify() {
        return get(OptionKey.INSECURE_SKIP_TLS_VERIFY);
    }

    public @Nullable List<String> tlsCipherSuites() {
        return get(OptionKey.TLS_CIPHER_SUITES);
    }

    public @Nullable TlsVersions tlsVersion() {
        return get(OptionKey.TLS_VERSION);
    }

    public @Nullable List<TlsClientCertificate> tlsAuth() {
        return get(OptionKey.TLS_AUTH);
    }

    public @Nullable Boolean throwErrors() {
        return get(OptionKey.THROW);
    }

    public @Nullable Map<String, List<ThresholdSpec>> thresholds() {
        return get(OptionKey.THRESHOLDS);
    }

    public @Nullable List<String> blacklistIPs() {
        return get(OptionKey.BLACKLIST_IPS);
    }

    public @Nullable List<String> blockHostnames() {
        return get(OptionKey.BLOCK_HOSTNAMES);
    }

    public @Nullable Map<String, String> hosts() {
        return get(OptionKey.HOSTS);
    }

    public @Nullable Boolean noConnectionReuse() {
        return get(OptionKey.NO_CONNECTION_REUSE);
    }

    public @Nullable Boolean noVUConnectionReuse() {
        return get(OptionKey.NO_VU_CONNECTION_REUSE);
    }

    public @Nullable Duration minIterationDuration() {
        return get(OptionKey.MIN_ITERATION_DURATION);
    }

    public @Nullable Boolean noCookiesReset() {
        return get(OptionKey.NO_COOKIES_RESET);
    }

    public @Nullable Boolean discardResponseBodies() {
        return get(OptionKey.DISCARD_RESPONSE_BODIES);
    }

    public @Nullable List<String> summaryTrendStats() {
        return get(OptionKey.SUMMARY_TREND_STATS);
    }

    public @Nullable String summaryTimeUnit() {
        return get(OptionKey.SUMMARY_TIME_UNIT);
    }

    public @Nullable List<String> systemTags() {
        return get(OptionKey.SYSTEM_TAGS);
    }

    public @Nullable Map<String, String> tags() {
        return get(OptionKey.TAGS);
    }

    public @Nullable Long metricSamplesBufferSize() {
        return get(OptionKey.METRIC_SAMPLES_BUFFER_SIZE);
    }
}
