package io.loadbank.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test that can be run: every default filled in, everything checked.
 *
 * @param options the options it was made of; {@code vus}, {@code duration}, {@code iterations} and {@code stages} have
 *     become the scenario {@code default}
 * @param scenarios ordered by start time, then name
 */
public record TestPlan(Options options, List<Scenario> scenarios) {
    public TestPlan {
        scenarios = List.copyOf(scenarios);
    }

    public @Nullable Scenario scenario(String name) {
        for (Scenario each : scenarios) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    public boolean paused() {
        return Boolean.TRUE.equals(options.paused());
    }

    public boolean noSetup() {
        return Boolean.TRUE.equals(options.noSetup());
    }

    public boolean noTeardown() {
        return Boolean.TRUE.equals(options.noTeardown());
    }

    public Duration setupTimeout() {
        return orElse(options.setupTimeout(), Defaults.SETUP_TIMEOUT);
    }

    public Duration teardownTimeout() {
        return orElse(options.teardownTimeout(), Defaults.TEARDOWN_TIMEOUT);
    }

    public Duration handleSummaryTimeout() {
        return orElse(options.handleSummaryTimeout(), Defaults.HANDLE_SUMMARY_TIMEOUT);
    }

    public Duration minIterationDuration() {
        return orElse(options.minIterationDuration(), Duration.ZERO);
    }

    public int maxRedirects() {
        return orElse(options.maxRedirects(), Defaults.MAX_REDIRECTS).intValue();
    }

    public boolean throwErrors() {
        return Boolean.TRUE.equals(options.throwErrors());
    }

    public boolean discardResponseBodies() {
        return Boolean.TRUE.equals(options.discardResponseBodies());
    }

    public boolean insecureSkipTLSVerify() {
        return Boolean.TRUE.equals(options.insecureSkipTLSVerify());
    }

    public Set<String> systemTags() {
        List<String> chosen = options.systemTags();
        return chosen == null ? Defaults.SYSTEM_TAGS : Set.copyOf(chosen);
    }

    public List<String> summaryTrendStats() {
        return orElse(options.summaryTrendStats(), Defaults.SUMMARY_TREND_STATS);
    }

    public Map<String, String> tags() {
        return orElse(options.tags(), Map.of());
    }

    public Map<String, List<ThresholdSpec>> thresholds() {
        return orElse(options.thresholds(), Map.of());
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
