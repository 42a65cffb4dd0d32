package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code opentelemetry}: the totals of each time series to a collector, by OTLP over gRPC or HTTP. */
final class OtelOutput implements OutputType {
    private static final String ENV = "K6_OTEL_";

    @Override
    public String argument() {
        return "endpoint";
    }

    @Override
    public Function<OutputStand, RunOutput> read(SettingReader settings) {
        boolean grpc = settings.choice("exporterProtocol", ENV + "EXPORTER_PROTOCOL", List.of("grpc", "http/protobuf"))
                .equals("grpc");
        String kind = grpc ? "GRPC_EXPORTER_" : "HTTP_EXPORTER_";
        String endpoint =
                settings.text("endpoint", ENV + kind + "ENDPOINT", grpc ? "localhost:4317" : "localhost:4318");
        if (!endpoint.matches("[A-Za-z0-9._-]{1,253}:[0-9]{1,5}|\\[[0-9A-Fa-f:]+\\]:[0-9]{1,5}")) {
            settings.problem("endpoint", ENV + kind + "ENDPOINT", "is not host:port without a scheme", null);
        }
        boolean insecure = settings.flag("insecure", ENV + kind + "INSECURE");
        String path = settings.text("urlPath", ENV + "HTTP_EXPORTER_URL_PATH", "/v1/metrics");
        if (!path.matches("/[!-~&&[^?#]]*")) {
            settings.problem("urlPath", ENV + "HTTP_EXPORTER_URL_PATH", "is not a path", "write it like /v1/metrics");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        settings.headers("headers", ENV + "HEADERS", '=')
                .forEach((name, value) -> headers.put(name, Urls.decoded(value)));
        String user = settings.text("username", ENV + "HTTP_EXPORTER_USERNAME");
        String password = settings.secret("password", ENV + "HTTP_EXPORTER_PASSWORD");
        if (user != null) {
            headers.put("Authorization", HttpPush.basic(user, password == null ? "" : password));
        }
        String prefix = settings.text("metricPrefix", ENV + "METRIC_PREFIX", "");
        String named = settings.text("serviceName", ENV + "SERVICE_NAME");
        String service = named != null ? named : settings.variable("OTEL_SERVICE_NAME", "k6");
        String version = settings.text("serviceVersion", ENV + "SERVICE_VERSION", "");
        Duration interval = settings.interval("exportInterval", ENV + "EXPORT_INTERVAL", Duration.ofSeconds(10));
        // totals are read when they are exported: there is nothing to flush in between
        settings.interval("flushInterval", ENV + "FLUSH_INTERVAL", Duration.ofSeconds(1));
        for (String missing :
                List.of("TLS_CERTIFICATE", "TLS_CLIENT_CERTIFICATE", "TLS_CLIENT_KEY", "TLS_INSECURE_SKIP_VERIFY")) {
            settings.refuse("", ENV + missing, "is not there yet");
        }
        String base = (insecure ? "http://" : "https://") + endpoint;
        String url = grpc ? base : base + path;
        Supplier<MetricExporter> exporter = () -> grpc ? grpc(url, headers) : http(url, headers);
        return stand -> new SeriesFeed(
                stand.name(),
                new OtelPush(exporter.get(), new OtelMetrics(prefix, service, version, stand.runId())),
                new OutputTally(stand.name(), url, stand.log()),
                stand.series(),
                interval);
    }

    private static MetricExporter grpc(String url, Map<String, String> headers) {
        OtlpGrpcMetricExporterBuilder builder = OtlpGrpcMetricExporter.builder()
                .setEndpoint(url)
                .setTimeout(HttpPush.TIMEOUT)
                .setRetryPolicy(null);
        headers.forEach(builder::addHeader);
        return builder.build();
    }

    private static MetricExporter http(String url, Map<String, String> headers) {
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setEndpoint(url)
                .setTimeout(HttpPush.TIMEOUT)
                .setRetryPolicy(null);
        headers.forEach(builder::addHeader);
        return builder.build();
    }
}
