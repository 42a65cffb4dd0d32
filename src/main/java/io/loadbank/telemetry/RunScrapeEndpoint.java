package io.loadbank.telemetry;

import static org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat.CONTENT_TYPE_PROTOBUF;

import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;

/**
 * {@code /actuator/prometheus}, in place of Spring Boot's own, which does not tell collectors the format that was
 * negotiated: native histograms go to those who ask for protobuf, and to nobody else. Thread-safe.
 */
@WebEndpoint(id = "prometheus")
public class RunScrapeEndpoint extends PrometheusScrapeEndpoint {
    private static final int ROOM_TO_GROW = 1024;

    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init(PrometheusPropertiesLoader.load());
    private volatile int nextSize = 16 * ROOM_TO_GROW;

    /** Answers scrapes of what is registered. */
    public RunScrapeEndpoint(PrometheusRegistry registry) {
        super(registry, new Properties());
        this.registry = registry;
    }

    @Override
    @ReadOperation(producesFrom = PrometheusOutputFormat.class)
    public WebEndpointResponse<byte[]> scrape(PrometheusOutputFormat format, @Nullable Set<String> includedNames) {
        ScrapeCall call = new ScrapeCall(format == CONTENT_TYPE_PROTOBUF);
        MetricSnapshots snapshots =
                includedNames == null ? registry.scrape(call) : registry.scrape(includedNames::contains, call);
        ByteArrayOutputStream body = new ByteArrayOutputStream(nextSize);
        try {
            writer(format).write(body, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        }
        nextSize = body.size() + ROOM_TO_GROW;
        return new WebEndpointResponse<>(body.toByteArray(), format);
    }

    private ExpositionFormatWriter writer(PrometheusOutputFormat format) {
        return switch (format) {
            case CONTENT_TYPE_004 -> formats.getPrometheusTextFormatWriter();
            case CONTENT_TYPE_OPENMETRICS_100 -> formats.getOpenMetricsTextFormatWriter();
            case CONTENT_TYPE_PROTOBUF -> formats.getPrometheusProtobufWriter();
        };
    }
}
