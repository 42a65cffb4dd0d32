package io.loadbank.metric;

/** The samples of a metric that carry certain tags, aggregated on their own. */
public final class SubMetric {
    private final Metric parent;
    private final String name;
    private final Tags tags;
    final Sink sink;
    /** Shown even without samples. Guarded by the store's lock. */
    boolean expected;

    SubMetric(Metric parent, String name, Tags tags) {
        this.parent = parent;
        this.name = name;
        this.tags = tags;
        this.sink = Sink.of(parent.type());
    }

    public Metric parent() {
        return parent;
    }

    /** The name as first written, such as {@code http_reqs{status:500}}. */
    public String name() {
        return name;
    }

    public Tags tags() {
        return tags;
    }

    @Override
    public String toString() {
        return name;
    }
}
