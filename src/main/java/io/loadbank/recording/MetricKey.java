package io.loadbank.recording;

import io.loadbank.metric.MetricType;
import io.loadbank.metric.ValueKind;

/**
 * A metric or sub-metric that is recorded.
 *
 * @param name the full name, with the braces of a sub-metric
 */
public record MetricKey(String name, MetricType type, ValueKind contains) {}
