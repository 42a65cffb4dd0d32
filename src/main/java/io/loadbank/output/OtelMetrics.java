package io.loadbank.output;

import io.loadbank.metric.Distribution;
import io.loadbank.metric.Metric;
import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.SinkSnapshot.CounterSnapshot;
import io.loadbank.metric.SinkSnapshot.GaugeSnapshot;
import io.loadbank.metric.SinkSnapshot.RateSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.metric.Tags;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Totals in OpenTelemetry's terms: a counter is a sum, a gauge a gauge, a trend a histogram in the metric's own unit, a
 * rate two integer sums told apart by {@code condition}. All are cumulative.
 */
final class OtelMetrics {
    static final List<Double> BOUNDS = List.of(
            0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0, 7500.0, 10000.0);

    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.CUMULATIVE;

    private final String prefix;
    private final Resource resource;
    private final InstrumentationScopeInfo meter = InstrumentationScopeInfo.create("k6");
    private final long startNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

    /** @param instance tells this run from others of the same service */
    OtelMetrics(String prefix, String service, String version, String instance) {
        this.prefix = prefix;
        AttributesBuilder attributes =
                Attributes.builder().put("service.name", service).put("service.instance.id", instance);
        if (!version.isEmpty()) {
            attributes.put("service.version", version);
        }
        this.resource = Resource.create(attributes.build());
    }

    List<MetricData> of(List<SeriesSnapshot> series, long epochNanos) {
        Map<Metric, List<SeriesSnapshot>> byMetric = new LinkedHashMap<>();
        series.forEach(each ->
                byMetric.computeIfAbsent(each.metric(), _ -> new ArrayList<>()).add(each));
        List<MetricData> all = new ArrayList<>();
        byMetric.forEach((metric, each) -> all.add(of(metric, each, epochNanos)));
        return all;
    }

    private MetricData of(Metric metric, List<SeriesSnapshot> series, long now) {
        String name = prefix + metric.name();
        String unit = switch (metric.contains()) {
            case TIME -> "ms";
            case DATA -> "By";
            case DEFAULT -> "";
        };
        List<DoublePointData> doubles = new ArrayList<>();
        List<LongPointData> longs = new ArrayList<>();
        List<HistogramPointData> histograms = new ArrayList<>();
        for (SeriesSnapshot each : series) {
            Attributes tags = attributes(each.tags());
            switch (each.sink()) {
                case CounterSnapshot counter -> doubles.add(point(now, tags, counter.count()));
                case GaugeSnapshot gauge -> doubles.add(point(now, tags, gauge.value()));
                case RateSnapshot rate -> {
                    longs.add(point(now, tags, "nonzero", rate.trues()));
                    longs.add(point(now, tags, "zero", rate.total() - rate.trues()));
                }
                case TrendSnapshot trend -> histograms.add(histogram(now, tags, trend));
            }
        }
        return switch (metric.type()) {
            case COUNTER ->
                metric(name, unit, MetricDataType.DOUBLE_SUM, SumData.createDoubleSumData(true, CUMULATIVE, doubles));
            case GAUGE -> metric(name, unit, MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(doubles));
            case RATE ->
                metric(
                        name + ".total",
                        unit,
                        MetricDataType.LONG_SUM,
                        SumData.createLongSumData(true, CUMULATIVE, longs));
            case TREND -> metric(name, unit, MetricDataType.HISTOGRAM, HistogramData.create(CUMULATIVE, histograms));
        };
    }

    private MetricData metric(String name, String unit, MetricDataType type, Data<?> data) {
        return new Totals(resource, meter, name, "", unit, type, data);
    }

    /** The library has a class for this too, which is internal to it. */
    private record Totals(
            Resource getResource,
            InstrumentationScopeInfo getInstrumentationScopeInfo,
            String getName,
            String getDescription,
            String getUnit,
            MetricDataType getType,
            Data<?> getData)
            implements MetricData {}

    private DoublePointData point(long now, Attributes tags, double value) {
        return DoublePointData.create(startNanos, now, tags, value, List.of());
    }

    private LongPointData point(long now, Attributes tags, String condition, long value) {
        Attributes all = tags.toBuilder().put("condition", condition).build();
        return LongPointData.create(startNanos, now, all, value);
    }

    private HistogramPointData histogram(long now, Attributes tags, TrendSnapshot trend) {
        long[] counts = new long[BOUNDS.size() + 1];
        Distribution values = trend.distribution();
        int bucket = 0;
        for (int i = 0; i < values.size(); i++) {
            if (bucket > 0 && values.value(i) <= BOUNDS.get(bucket - 1)) {
                bucket = 0;
            }
            while (bucket < BOUNDS.size() && values.value(i) > BOUNDS.get(bucket)) {
                bucket++;
            }
            counts[bucket] += values.countOf(i);
        }
        List<Long> counted = new ArrayList<>(counts.length);
        for (long count : counts) {
            counted.add(count);
        }
        return HistogramPointData.create(
                startNanos, now, tags, trend.sum(), true, trend.min(), true, trend.max(), BOUNDS, counted);
    }

    private static Attributes attributes(Tags tags) {
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i < tags.size(); i++) {
            if (!tags.key(i).isEmpty() && !tags.value(i).isEmpty()) {
                attributes.put(tags.key(i), tags.value(i));
            }
        }
        return attributes.build();
    }
}
