package io.loadbank.metric;

/** The running aggregate of a stream of samples. Not thread-safe: the store's lock guards it. */
abstract sealed class Sink permits CounterSink, GaugeSink, RateSink, TrendSink {

    static Sink of(MetricType type) {
        return switch (type) {
            case COUNTER -> new CounterSink();
            case GAUGE -> new GaugeSink();
            case RATE -> new RateSink();
            case TREND -> new TrendSink();
        };
    }

    /** Takes one value, never NaN. */
    abstract void add(double value);

    abstract boolean isEmpty();

    /** The aggregate now; the same object as last time where nothing that it shows has changed. */
    abstract SinkSnapshot snapshot(double testSeconds);
}
