package io.loadbank.output;

import io.loadbank.metric.SeriesSnapshot;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Totals to a collector, through OpenTelemetry's exporter. */
final class OtelPush implements SeriesPush {
    private final MetricExporter exporter;
    private final OtelMetrics metrics;
    private Collection<MetricData> ready = List.of();

    OtelPush(MetricExporter exporter, OtelMetrics metrics) {
        this.exporter = exporter;
        this.metrics = metrics;
    }

    @Override
    public int prepare(List<SeriesSnapshot> series, long epochMillis) {
        ready = metrics.of(series, TimeUnit.MILLISECONDS.toNanos(epochMillis));
        return ready.stream()
                .mapToInt(each -> each.getData().getPoints().size())
                .sum();
    }

    @Override
    public void send() throws IOException {
        if (ready.isEmpty()) {
            return;
        }
        CompletableResultCode result = exporter.export(ready).join(2 * HttpPush.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (!result.isSuccess()) {
            Throwable cause = result.getFailureThrowable();
            throw new IOException("did not take the values: " + (cause == null ? "no answer" : cause.getMessage()));
        }
    }

    @Override
    public void end(long epochMillis) {
        // a series just stops
    }

    @Override
    public void close() {
        exporter.shutdown().join(1, TimeUnit.SECONDS);
    }
}
