package io.loadbank.run;

import io.loadbank.executor.VuPool;
import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.MetricsSnapshot;
import io.loadbank.metric.SinkSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data of a {@code snapshot} event: where the run is and what its metrics say, as a JSON-like tree. */
final class SnapshotTree {

    private SnapshotTree() {}

    static Map<String, Object> of(RunView view, MetricsSnapshot snapshot, VuPool pool) {
        Map<String, Object> scenarios = new LinkedHashMap<>();
        view.scenarios().forEach((name, scenario) -> {
            Map<String, Object> actual = new LinkedHashMap<>();
            actual.put("vus", scenario.actual().vus());
            actual.put("vusInitialized", scenario.actual().vusInitialized());
            actual.put("iterationsCompleted", scenario.actual().iterationsCompleted());
            actual.put("iterationsInterrupted", scenario.actual().iterationsInterrupted());
            actual.put("iterationsDropped", scenario.actual().iterationsDropped());
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("state", scenario.state());
            shown.put("progress", scenario.progress());
            shown.put("desired", scenario.desired());
            shown.put("actual", actual);
            scenarios.put(name, shown);
        });
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (MetricSnapshot metric : snapshot.metrics()) {
            metrics.put(metric.name(), values(metric.sink()));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("state", view.state().text());
        tree.put("elapsedMs", view.elapsedMs());
        tree.put("vus", pool.active());
        tree.put("vusMax", pool.initialized());
        tree.put("scenarios", scenarios);
        tree.put("metrics", metrics);
        return tree;
    }

    private static Map<String, Object> values(SinkSnapshot sink) {
        Map<String, Object> values = new LinkedHashMap<>();
        switch (sink) {
            case SinkSnapshot.CounterSnapshot counter -> {
                values.put("count", counter.count());
                values.put("rate", counter.rate());
            }
            case SinkSnapshot.GaugeSnapshot gauge -> {
                values.put("value", gauge.value());
                values.put("min", gauge.min());
                values.put("max", gauge.max());
            }
            case SinkSnapshot.RateSnapshot rate -> {
                values.put("rate", rate.rate());
                values.put("passes", rate.trues());
                values.put("fails", rate.total() - rate.trues());
            }
            case SinkSnapshot.TrendSnapshot trend -> {
                values.put("avg", trend.avg());
                values.put("min", trend.min());
                values.put("med", trend.med());
                values.put("max", trend.max());
                values.put("p(90)", trend.percentile(90));
                values.put("p(95)", trend.percentile(95));
                values.put("p(99)", trend.percentile(99));
                values.put("count", trend.count());
            }
        }
        return values;
    }
}
