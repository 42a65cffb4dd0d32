package io.loadbank.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.ValueKind;
import io.loadbank.run.OutputStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a remote write receiver gets is what k6 sends. */
class RemoteWriteTest {
    private final Lab lab = new Lab(1_795_294_433_380_551_857L);
    private final Outputs outputs = new Outputs(lab);
    private final Sink sink;

    RemoteWriteTest() throws IOException {
        sink = new Sink();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private Map<String, Object> wish(Map<String, Object> more) {
        Map<String, Object> wish = new java.util.HashMap<>(more);
        wish.put("type", "experimental-prometheus-rw");
        wish.put("url", "http://ann:secret@" + sink.address() + "/api/v1/write");
        return wish;
    }

    /** The labels and samples of a request, as {@code name{a=b} value}. */
    private static List<String> series(Sink.Request request) throws IOException {
        byte[] plain = new byte[1 << 16];
        int length = new SnappyJavaDecompressor()
                .decompress(request.body(), 0, request.body().length, plain, 0, plain.length);
        List<String> all = new ArrayList<>();
        for (byte[] one : fields(Arrays.copyOf(plain, length), 1)) {
            StringBuilder text = new StringBuilder();
            for (byte[] label : fields(one, 1)) {
                text.append(new String(fields(label, 1).getFirst(), java.nio.charset.StandardCharsets.UTF_8))
                        .append('=')
                        .append(new String(fields(label, 2).getFirst(), java.nio.charset.StandardCharsets.UTF_8))
                        .append(' ');
            }
            for (byte[] sample : fields(one, 2)) {
                CodedInputStream in = CodedInputStream.newInstance(sample);
                in.readTag();
                double value = in.readDouble();
                text.append(Double.isNaN(value) ? Long.toHexString(Double.doubleToRawLongBits(value)) : "" + value);
            }
            text.append(fields(one, 4).isEmpty() ? "" : "histogram");
            all.add(text.toString());
        }
        return all;
    }

    /** The values of a field whose type has a length. */
    private static List<byte[]> fields(byte[] message, int field) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        List<byte[]> values = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                values.add(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
        return values;
    }

    @Test
    void types_have_k6s_names_and_units_and_labels_are_sorted_without_empty_ones() throws Exception {
        lab.sample(lab.registry.builtins().httpReqs, Map.of("status", "200", "Group.x", "", "a-b", "c"), 3);
        lab.sample(lab.registry.builtins().vus, Map.of("testid", "mine"), 7);
        lab.sample(lab.registry.builtins().checks, Map.of(), 1);
        lab.sample(lab.registry.builtins().checks, Map.of(), 0);
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of(), 250);
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of(), 750);
        lab.sample(lab.metric("time_count", MetricType.COUNTER, ValueKind.TIME), Map.of(), 1500);

        OutputStatus status = outputs.all(wish(Map.of("trendStats", List.of("avg", "p(99.9)", "count"))));

        assertThat(status.lost()).isZero();
        assertThat(status.to()).doesNotContain("ann", "secret");
        assertThat(sink.requests).hasSize(1);
        Sink.Request request = sink.requests.getFirst();
        assertThat(request.target()).isEqualTo("POST /api/v1/write");
        assertThat(request.header("X-Prometheus-Remote-Write-Version")).isEqualTo("0.1.0");
        assertThat(request.header("Content-Encoding")).isEqualTo("snappy");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(request.header("User-Agent")).isEqualTo("k6-prometheus-rw-output");
        assertThat(request.header("Authorization")).isEqualTo(HttpPush.basic("ann", "secret"));
        assertThat(series(request))
                .containsExactlyInAnyOrder(
                        "__name__=k6_http_reqs_total a-b=c status=200 testid=r-1 3.0",
                        "__name__=k6_vus testid=mine 7.0",
                        "__name__=k6_checks_rate testid=r-1 0.5",
                        "__name__=k6_http_req_duration_avg testid=r-1 0.5",
                        "__name__=k6_http_req_duration_p999 testid=r-1 0.7495",
                        "__name__=k6_http_req_duration_count testid=r-1 2.0",
                        "__name__=k6_time_count_total testid=r-1 1500.0");
    }

    @Test
    void the_end_is_marked_on_demand() throws Exception {
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 3);

        outputs.all(wish(Map.of("staleMarkers", true)));

        assertThat(sink.requests).hasSize(2);
        assertThat(series(sink.requests.getLast()))
                .containsExactly("__name__=k6_http_reqs_total testid=r-1 7ff0000000000002");
    }

    @Test
    void a_series_goes_out_only_when_it_has_new_samples() {
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 3);
        lab.sample(lab.registry.builtins().vus, Map.of(), 1);
        RemoteWrite.Setup setup =
                new RemoteWrite.Setup(java.net.URI.create("http://" + sink.address() + "/"), List.of(), false, false);
        RemoteWrite write = new RemoteWrite(setup, new HttpPush(Map.of(), false, "TLSv1.3"), "r-1");

        assertThat(write.prepare(lab.metrics.seriesSnapshot(1), 1)).isEqualTo(2);
        assertThat(write.prepare(lab.metrics.seriesSnapshot(2), 2))
                .as("nothing was sent yet")
                .isEqualTo(2);
        org.assertj.core.api.Assertions.assertThatNoException().isThrownBy(write::send);
        assertThat(write.prepare(lab.metrics.seriesSnapshot(3), 3))
                .as("the gauge")
                .isEqualTo(1);
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);
        assertThat(write.prepare(lab.metrics.seriesSnapshot(4), 4)).isEqualTo(2);
        write.close();
    }

    @Test
    void trends_are_native_histograms_on_demand() throws Exception {
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of(), 250);

        outputs.all(wish(Map.of("trendAsNativeHistogram", true)));

        assertThat(series(sink.requests.getFirst()))
                .containsExactly("__name__=k6_http_req_duration_seconds testid=r-1 histogram");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 8", "1.05, 1", "0.5, -8", "1.0905077326652577, 1", "1.0906, 2", "1024, 80"})
    void the_upper_limit_of_a_bucket_belongs_to_it(double value, int bucket) {
        assertThat(NativeHistogram.bucket(value)).isEqualTo(bucket);
    }

    @Test
    void a_server_that_refuses_costs_values_and_is_told() throws Exception {
        sink.status = 500;
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 3);

        OutputStatus status = outputs.all(wish(Map.of()));

        assertThat(status.lost()).isEqualTo(1);
        assertThat(status.sent()).isZero();
        assertThat(status.problem()).isEqualTo("answered 500");
        assertThat(outputs.lines)
                .singleElement()
                .asString()
                .contains("answered 500")
                .doesNotContain("secret");
    }
}
