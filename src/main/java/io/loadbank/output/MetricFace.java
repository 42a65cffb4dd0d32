package io.loadbank.output;

import io.loadbank.metric.Metric;
import io.loadbank.metric.SubMetricKey;
import io.loadbank.plan.DurationText;
import io.loadbank.plan.ThresholdSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What a line of JSON tells of a metric: its kind, its thresholds, the sub-metrics that thresholds made of it. */
final class MetricFace {
    private final Map<String, List<ThresholdSpec>> thresholds;

    /** @param thresholds by the name of metric or sub-metric */
    MetricFace(Map<String, List<ThresholdSpec>> thresholds) {
        this.thresholds = thresholds;
    }

    /** Writes one object. */
    void write(Metric metric, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "Metric");
        json.writeObjectPropertyStart("data");
        json.writeStringProperty("name", metric.name());
        json.writeStringProperty("type", metric.type().text());
        json.writeStringProperty("contains", metric.contains().text());
        json.writeArrayPropertyStart("thresholds");
        thresholds.getOrDefault(metric.name(), List.of()).forEach(each -> threshold(each, json));
        json.writeEndArray();
        List<SubMetricKey> parts = subMetrics(metric);
        if (parts.isEmpty()) {
            json.writeNullProperty("submetrics");
        } else {
            json.writeArrayPropertyStart("submetrics");
            parts.forEach(each -> subMetric(each, json));
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeStringProperty("metric", metric.name());
        json.writeEndObject();
    }

    private static void threshold(ThresholdSpec threshold, JsonGenerator json) {
        if (!threshold.abortOnFail()) {
            json.writeString(threshold.expression());
            return;
        }
        json.writeStartObject();
        json.writeStringProperty("threshold", threshold.expression());
        json.writeBooleanProperty("abortOnFail", true);
        if (threshold.delayAbortEval() == null) {
            json.writeNullProperty("delayAbortEval");
        } else {
            json.writeStringProperty("delayAbortEval", DurationText.format(threshold.delayAbortEval()));
        }
        json.writeEndObject();
    }

    private List<SubMetricKey> subMetrics(Metric metric) {
        List<SubMetricKey> parts = new ArrayList<>();
        for (String name : thresholds.keySet()) {
            if (SubMetricKey.parse(name) instanceof SubMetricKey.Parsed.Sub(SubMetricKey key)
                    && key.metric().equals(metric.name())) {
                parts.add(key);
            }
        }
        return parts;
    }

    private static void subMetric(SubMetricKey key, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", key.text());
        json.writeStringProperty(
                "suffix",
                key.text().substring(key.text().indexOf('{') + 1, key.text().length() - 1));
        json.writeObjectPropertyStart("tags");
        key.tags().asMap().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeEndObject();
    }
}
