package io.loadbank.compat;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.metric.ThresholdResult;
import io.loadbank.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of {@code /v1/metrics}. */
final class MetricDocuments {

    private MetricDocuments() {}

    static String all(Run run) {
        List<Map<String, Object>> data = new ArrayList<>();
        for (MetricSnapshot metric : run.metrics().metrics()) {
            data.add(document(run, metric));
        }
        return GoJson.of(Map.of("data", data));
    }

    /** Null when there is no such metric. */
    static @Nullable String one(Run run, String id) {
        MetricSnapshot metric = run.metrics().find(id);
        return metric == null ? null : GoJson.of(Map.of("data", document(run, metric)));
    }

    private static Map<String, Object> document(Run run, MetricSnapshot metric) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("type", metric.type().text());
        attributes.put("contains", metric.contains().text());
        attributes.put("tainted", tainted(run, metric.name()));
        attributes.put("sample", sample(metric.sink()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "metrics");
        document.put("id", metric.name());
        document.put("attributes", attributes);
        return document;
    }

    private static @Nullable Boolean tainted(Run run, String metric) {
        List<ThresholdResult> results = run.view().thresholds().get(metric);
        if (results == null || results.isEmpty()) {
            return null;
        }
        return results.stream().anyMatch(result -> !result.ok());
    }

    private static Map<String, Object> sample(SinkSnapshot sink) {
        Map<String, Object> sample = new LinkedHashMap<>();
        switch (sink) {
            case SinkSnapshot.CounterSnapshot counter -> {
                sample.put("count", counter.count());
                sample.put("rate", counter.rate());
            }
            case SinkSnapshot.GaugeSnapshot gauge -> sample.put("value", gauge.value());
            case SinkSnapshot.RateSnapshot rate -> sample.put("rate", rate.rate());
            case SinkSnapshot.TrendSnapshot trend -> {
                sample.put("avg", trend.avg());
                sample.put("max", trend.max());
                sample.put("med", trend.med());
                sample.put("min", trend.min());
                sample.put("p(90)", trend.percentile(90));
                sample.put("p(95)", trend.percentile(95));
            }
        }
        return sample;
    }
}
