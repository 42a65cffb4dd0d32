package io.loadbank.metric;

/** A named quantity of one run; made by its {@link MetricRegistry} only, so that identity is equality. */
public final class Metric {
    private final String name;
    private final MetricType type;
    private final ValueKind contains;
    private final int index;

    Metric(String name, MetricType type, ValueKind contains, int index) {
        this.name = name;
        this.type = type;
        this.contains = contains;
        this.index = index;
    }

    public String name() {
        return name;
    }

    public MetricType type() {
        return type;
    }

    public ValueKind contains() {
        return contains;
    }

    /** The position in order of registration, dense from 0 within the registry. */
    public int index() {
        return index;
    }

    @Override
    public String toString() {
        return name;
    }
}
