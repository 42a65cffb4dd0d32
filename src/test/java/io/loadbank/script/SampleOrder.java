package io.loadbank.script;

import io.loadbank.metric.SampleTap;
import io.loadbank.metric.Series;
import io.loadbank.metric.TappedSamples;
import java.util.ArrayList;
import java.util.List;

/** Containers of samples as lists of the metrics' names, in the order in which they were taken. */
public final class SampleOrder implements SampleTap {
    private final List<List<String>> containers = new ArrayList<>();

    @Override
    public long epochNanos() {
        return 0;
    }

    @Override
    public synchronized void take(TappedSamples samples) {
        List<String> names = new ArrayList<>();
        for (Series series : samples.series()) {
            names.add(series.metric().name());
        }
        containers.add(names);
    }

    public synchronized List<List<String>> containers() {
        return List.copyOf(containers);
    }
}
