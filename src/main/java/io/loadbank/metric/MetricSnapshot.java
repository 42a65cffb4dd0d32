package io.loadbank.metric;

import org.jspecify.annotations.Nullable;

/**
 * One metric or sub-metric at one instant.
 *
 * @param name the full name, with the braces of a sub-metric
 * @param parent the metric a sub-metric belongs to, null for a metric
 * @param observed whether there was a sample; false only for what is shown because thresholds name it
 */
public record MetricSnapshot(
        String name,
        @Nullable String parent,
        MetricType type,
        ValueKind contains,
        boolean observed,
        SinkSnapshot sink) {}
