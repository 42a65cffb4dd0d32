package io.loadbank.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.TappedSamples;
import io.loadbank.metric.ValueKind;
import io.loadbank.plan.ThresholdSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of samples hold what k6's hold. */
class FileFormatsTest {
    private static final long TIME = 1_795_294_433_380_551_857L;
    private final Lab lab = new Lab(TIME);

    private String json(Map<String, List<ThresholdSpec>> thresholds, ZoneId zone) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonLines lines = new JsonLines(bytes, new MetricFace(thresholds), zone)) {
            for (TappedSamples each : lab.taken) {
                lines.write(each);
            }
        }
        return bytes.toString(UTF_8);
    }

    private String csv(Set<String> systemTags, CsvLines.TimeFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvLines lines = new CsvLines(bytes, systemTags, format, ZoneOffset.UTC)) {
            for (TappedSamples each : lab.taken) {
                lines.write(each);
            }
        }
        return bytes.toString(UTF_8);
    }

    @Test
    void a_metric_comes_before_its_first_point_with_its_thresholds_and_sub_metrics() throws IOException {
        Map<String, List<ThresholdSpec>> thresholds = new LinkedHashMap<>();
        thresholds.put(
                "http_req_duration",
                List.of(new ThresholdSpec("p(95)<500", false, null), new ThresholdSpec("avg<200", true, null)));
        thresholds.put("http_req_duration{sc:x}", List.of(new ThresholdSpec("max<9", true, Duration.ofSeconds(5))));
        Metric metric = lab.registry.builtins().httpReqDuration;
        lab.sample(
                metric,
                Map.of("status", "200", "env", "dev", "group", "::setup", "check", ""),
                9.984,
                Map.of("iter", "0"));
        lab.sample(metric, Map.of("group", ""), 7);

        assertThat(json(thresholds, ZoneOffset.UTC)).isEqualTo("""
                {"type":"Metric","data":{"name":"http_req_duration","type":"trend","contains":"time","thresholds":["p(95)<500",{"threshold":"avg<200","abortOnFail":true,"delayAbortEval":null}],"submetrics":[{"name":"http_req_duration{sc:x}","suffix":"sc:x","tags":{"sc":"x"}}]},"metric":"http_req_duration"}
                {"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-21T20:53:53.380551857Z","value":9.984,"tags":{"check":"","env":"dev","group":"::setup","status":"200"},"metadata":{"iter":"0"}}}
                {"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-21T20:53:53.380551857Z","value":7,"tags":{"group":""}}}
                """);
    }

    @Test
    void a_metric_without_thresholds_says_so_and_markup_is_not_escaped() throws IOException {
        Metric metric = lab.metric("my_count", MetricType.COUNTER, ValueKind.DEFAULT);
        lab.sample(metric, Map.of("a", "<b>&\"\n"), Double.POSITIVE_INFINITY);
        lab.sample(metric, Map.of("a", "<b>&\"\n"), -0.5);

        assertThat(json(Map.of(), ZoneId.of("+02:00"))).isEqualTo("""
                {"type":"Metric","data":{"name":"my_count","type":"counter","contains":"default","thresholds":[],"submetrics":null},"metric":"my_count"}
                {"metric":"my_count","type":"Point","data":{"time":"2026-11-21T22:53:53.380551857+02:00","value":-0.5,"tags":{"a":"<b>&\\"\\n"}}}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "1795294433000000000, 2026-11-21T20:53:53Z",
        "1795294433100000000, 2026-11-21T20:53:53.1Z",
        "1795294433000000001, 2026-11-21T20:53:53.000000001Z",
        "1795294433120300000, 2026-11-21T20:53:53.1203Z"
    })
    void zeros_at_the_end_of_a_fraction_are_left_out(long nanos, String text) {
        assertThat(new TimeText(ZoneOffset.UTC).nanos(nanos)).isEqualTo(text);
    }

    @Test
    void csv_has_a_column_for_each_system_tag_and_one_for_the_rest() throws IOException {
        Metric metric = lab.registry.builtins().httpReqDuration;
        lab.sample(
                metric,
                Map.of("status", "200", "env", "dev", "b", "2", "group", "::setup", "name", "http://h/a,\"b\""),
                9.984,
                Map.of("iter", "0", "vu", "1"));

        assertThat(csv(Set.of("status", "name", "group", "error", "vu", "iter"), CsvLines.TimeFormat.UNIX))
                .isEqualTo("""
                        metric_name,timestamp,metric_value,error,group,name,status,extra_tags,metadata
                        http_req_duration,1795294433,9.984000,,::setup,"http://h/a,""b""\",200,b=2&env=dev,iter=0&vu=1
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "UNIX, 1795294433",
        "UNIX_MILLI, 1795294433380",
        "UNIX_MICRO, 1795294433380551",
        "UNIX_NANO, 1795294433380551857",
        "RFC3339, 2026-11-21T20:53:53Z",
        "RFC3339_NANO, 2026-11-21T20:53:53.380551857Z"
    })
    void csv_writes_times_in_six_ways(CsvLines.TimeFormat format, String time) throws IOException {
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);

        assertThat(csv(Set.of(), format)).endsWith("http_reqs," + time + ",1.000000,,\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000", "-0.0, -0.000000", "1e21, 1000000000000000000000.000000", "0.0000005, 0.000000",
        "0.0000015, 0.000002", "-0.0000001, -0.000000", "Infinity, +Inf", "123.4567895, 123.456789"
    })
    void csv_values_have_six_digits(double value, String text) {
        assertThat(CsvLines.fixed(value)).isEqualTo(text);
    }

    @Test
    void nan_is_no_sample() {
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), Double.NaN);

        assertThat(lab.taken).allSatisfy(each -> assertThat(each.size()).isZero());
    }
}
