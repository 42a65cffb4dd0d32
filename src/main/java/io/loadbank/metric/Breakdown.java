package io.loadbank.metric;

import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import java.util.List;

/**
 * The time series of a run added up by scenario and group, at one instant. Samples of setup and teardown are in no part,
 * nor are those of series beyond the run's limit.
 *
 * @param groups of the scenario that is named {@code default}, and of samples without a scenario; first seen first
 * @param scenarios all others, sorted by name
 */
public record Breakdown(List<Part> groups, List<Part> scenarios) {

    /** Of a run whose parts nobody asked for. */
    public static final Breakdown NONE = new Breakdown(List.of(), List.of());

    /**
     * A scenario with everything it did, or a group with what it did itself, outside of the groups in it.
     *
     * @param metrics those with samples, without sub-metrics
     * @param checks by name, first seen first
     * @param groups those directly in it, first seen first
     */
    public record Part(String name, List<MetricSnapshot> metrics, List<CheckTotal> checks, List<Part> groups) {}
}
