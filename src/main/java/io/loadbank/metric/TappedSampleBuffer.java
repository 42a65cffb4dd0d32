package io.loadbank.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The buffer of a VU whose samples somebody wants one by one; runs without outputs never make one. */
final class TappedSampleBuffer extends SampleBuffer {
    private final Metrics store;
    private final SampleTap tap;
    private final Supplier<Map<String, String>> metadata;

    /** What the metadata were when they were last looked at, and how they are shown. */
    private Map<String, String> seen = Map.of();

    private Map<String, String> shown = Map.of();

    TappedSampleBuffer(Metrics store, SampleTap tap, Supplier<Map<String, String>> metadata) {
        super(store);
        this.store = store;
        this.tap = tap;
        this.metadata = metadata;
    }

    @Override
    public void add(Series to, double value) {
        super.add(to, value);
        tap.take(TappedSamples.copy(tap.epochNanos(), new Series[] {to}, new double[] {value}, 1, metadata()));
    }

    @Override
    public void addAll(Series[] to, double[] added, int n) {
        addAllAt(tap.epochNanos(), to, added, n);
    }

    @Override
    public void addAllAt(long epochNanos, Series[] to, double[] added, int n) {
        super.addAll(to, added, n);
        tap.take(TappedSamples.copy(epochNanos, to, added, n, metadata()));
    }

    private Map<String, String> metadata() {
        Map<String, String> now = metadata.get();
        if (!now.equals(seen)) {
            seen = new LinkedHashMap<>(now);
            Map<String, String> copy = new LinkedHashMap<>();
            now.forEach((name, value) -> copy.put(name, store.shown(value)));
            shown = copy;
        }
        return shown;
    }
}
