package io.loadbank.metric;

/** The answer to asking a {@link MetricRegistry} for a metric. */
public sealed interface Registration {

    /** The metric exists now, newly or since before. */
    record Registered(Metric metric) implements Registration {}

    /** The name is illegal or taken by a metric of another kind; {@code reason} is a sentence for the user. */
    record Rejected(String reason) implements Registration {}
}
