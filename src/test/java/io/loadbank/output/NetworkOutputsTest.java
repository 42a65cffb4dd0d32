package io.loadbank.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricType;
import io.loadbank.metric.TappedSamples;
import io.loadbank.metric.ValueKind;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunOutput;
import io.loadbank.run.RunOutputs;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** InfluxDB, StatsD and OpenTelemetry get what k6 sends; sinks that are dead or slow cost samples and nothing else. */
class NetworkOutputsTest {
    private final Lab lab = new Lab(1_795_294_833_583_925_862L);
    private final Outputs outputs = new Outputs(lab);
    private final Sink sink;

    NetworkOutputsTest() throws IOException {
        sink = new Sink();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void influxdb_gets_its_database_and_then_points() throws Exception {
        lab.sample(
                lab.registry.builtins().httpReqs,
                Map.of("status", "200", "scenario", "default", "testid", "T1", "url", "http://h/\"ok\"", "group", ""),
                1,
                Map.of("vu", "3"));
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of("name", "a b,c=d"), 0.25);

        OutputStatus status = outputs.all("influxdb=http://ann:p%40ss@" + sink.address()
                + "/loads?precision=ms&retention=week&tagsAsFields=vu:int,url");

        assertThat(status).isEqualTo(new OutputStatus("it", "http://" + sink.address() + "/loads", 2, 0, null));
        assertThat(sink.requests)
                .extracting(Sink.Request::target)
                .containsExactly("POST /query", "POST /write?consistency=&db=loads&precision=ms&rp=week");
        assertThat(new String(sink.requests.getFirst().body(), UTF_8)).isEqualTo("q=CREATE+DATABASE+%22loads%22");
        assertThat(sink.requests.getLast().header("Authorization")).isEqualTo(HttpPush.basic("ann", "p@ss"));
        assertThat(new String(sink.requests.getLast().body(), UTF_8)).isEqualTo("""
                http_reqs,scenario=default,status=200,testid=T1 url="http://h/\\"ok\\"",value=1,vu=3i 1795294833583
                http_req_duration,name=a\\ b\\,c\\=d value=0.25 1795294833583
                """);
    }

    @Test
    void influxdbs_times_are_nanoseconds_and_its_database_k6_unless_somebody_says_otherwise() throws Exception {
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);

        outputs.all("influxdb=http://" + sink.address());

        assertThat(sink.requests.getLast().target()).contains("db=k6&precision=n&");
        assertThat(new String(sink.requests.getLast().body(), UTF_8))
                .isEqualTo("http_reqs value=1 1795294833583925862\n");
    }

    @Test
    void points_that_influxdb_will_never_take_are_lost_and_later_ones_go_on() throws Exception {
        sink.status = 400;
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);

        OutputStatus status = outputs.all("influxdb=http://" + sink.address());

        assertThat(status.lost()).isEqualTo(1);
        assertThat(status.problem()).isEqualTo("answered 400");
    }

    @Test
    void an_output_recovers_by_itself() throws Exception {
        sink.status = 503;
        RunOutput output = outputs.open("influxdb=http://" + sink.address());
        output.start();
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);
        output.offer(lab.taken.getFirst());
        Awaitility.await().until(() -> output.status().problem() != null);

        sink.status = 204;

        Awaitility.await().until(() -> output.status().sent() == 1);
        assertThat(output.status().problem()).isNull();
        assertThat(output.status().lost()).isZero();
        output.finish(Duration.ofSeconds(10));
        output.awaitEnd();
    }

    @Test
    void a_sink_that_never_answers_fills_a_bounded_queue_and_the_rest_is_counted() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunOutput output = outputs.open("influxdb=http://127.0.0.1:" + deaf.getLocalPort());
            output.start();
            lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);
            TappedSamples samples = lab.taken.getFirst();
            long offered = 3L * SampleFeed.QUEUE;
            for (long i = 0; i < offered; i++) {
                output.offer(samples);
            }

            // the queue, and the batch in the hands of the thread
            assertThat(output.status().lost()).isGreaterThanOrEqualTo(offered - 2L * SampleFeed.QUEUE);
            output.finish(Duration.ofMillis(100));
            output.awaitEnd();
            assertThat(output.status().sent()).isZero();
            assertThat(output.status().lost()).isEqualTo(offered);
            assertThat(output.status().problem()).isNotNull();
        }
    }

    @Test
    void statsd_gets_a_type_for_each_metric() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.setSoTimeout(10_000);
            lab.sample(lab.registry.builtins().httpReqs, Map.of("url", "http://x", "status", "200"), 1.9);
            lab.sample(lab.registry.builtins().httpReqDuration, Map.of("a", ""), 0.25);
            lab.sample(lab.registry.builtins().vus, Map.of(), 7);
            lab.sample(lab.registry.builtins().checks, Map.of("check", "is: up"), 1);
            lab.sample(lab.registry.builtins().checks, Map.of("check", "is up"), 0);
            lab.sample(lab.registry.builtins().httpReqFailed, Map.of(), 1);

            OutputStatus status = outputs.all(
                    Map.of("type", "statsd", "addr", "127.0.0.1:" + server.getLocalPort(), "enableTags", true));

            assertThat(status.sent()).isEqualTo(6);
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
                    .isEqualTo("""
                    k6.http_reqs:1|c|#status:200
                    k6.http_req_duration:0.25|ms
                    k6.vus:7|g
                    k6.check.is_ up.pass:1|c|#check:is: up
                    k6.check.is up.fail:1|c|#check:is up
                    k6.http_req_failed:1|c
                    """);
        }
    }

    @Test
    void statsd_has_no_tags_unless_somebody_wants_them() {
        StatsdText text = new StatsdText("k6.", false, java.util.Set.of());

        assertThat(text.line(lab.registry.builtins().httpReqs, io.loadbank.metric.Tags.of("a", "b"), -3.7))
                .isEqualTo("k6.http_reqs:-3|c");
    }

    @Test
    void opentelemetrys_names_units_and_attributes_are_k6s() {
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of("status", "200", "group", ""), 5);
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of("status", "200", "group", ""), 5.1);
        lab.sample(lab.registry.builtins().httpReqDuration, Map.of("status", "200", "group", ""), 99_999);
        lab.sample(lab.registry.builtins().checks, Map.of(), 1);
        lab.sample(lab.registry.builtins().checks, Map.of(), 0);
        lab.sample(lab.registry.builtins().checks, Map.of(), 2);
        lab.sample(lab.registry.builtins().dataSent, Map.of(), 12.5);
        lab.sample(lab.metric("my_gauge", MetricType.GAUGE, ValueKind.DEFAULT), Map.of(), 3);

        List<MetricData> all = new OtelMetrics("p_", "k6", "1.0", "r-1").of(lab.metrics.seriesSnapshot(1), 7);

        MetricData trend = named(all, "p_http_req_duration");
        assertThat(trend.getUnit()).isEqualTo("ms");
        assertThat(trend.getInstrumentationScopeInfo().getName()).isEqualTo("k6");
        assertThat(trend.getResource().getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("service.name"), "k6")
                .containsEntry(AttributeKey.stringKey("service.version"), "1.0");
        assertThat(trend.getHistogramData().getAggregationTemporality()).isEqualTo(AggregationTemporality.CUMULATIVE);
        HistogramPointData point =
                trend.getHistogramData().getPoints().iterator().next();
        assertThat(point.getBoundaries())
                .containsExactly(
                        0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0, 7500.0,
                        10000.0);
        assertThat(point.getCounts()).containsExactly(0L, 1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(point.getAttributes().asMap()).hasSize(1).containsEntry(AttributeKey.stringKey("status"), "200");
        List<String> conditions = new ArrayList<>();
        for (LongPointData each : named(all, "p_checks.total").getLongSumData().getPoints()) {
            conditions.add(each.getAttributes().get(AttributeKey.stringKey("condition")) + "=" + each.getValue());
        }
        assertThat(conditions).containsExactlyInAnyOrder("nonzero=2", "zero=1");
        assertThat(named(all, "p_data_sent").getUnit()).isEqualTo("By");
        assertThat(named(all, "p_data_sent").getDoubleSumData().isMonotonic()).isTrue();
        assertThat(named(all, "p_my_gauge")
                        .getDoubleGaugeData()
                        .getPoints()
                        .iterator()
                        .next()
                        .getValue())
                .isEqualTo(3);
    }

    private static MetricData named(List<MetricData> all, String name) {
        return all.stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + all));
    }

    @Test
    void opentelemetry_goes_by_http_on_demand() throws Exception {
        sink.status = 200;
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);

        OutputStatus status = outputs.all(Map.of(
                "type",
                "opentelemetry",
                "exporterProtocol",
                "http/protobuf",
                "endpoint",
                sink.address(),
                "insecure",
                true,
                "headers",
                "x-key=a%20b"));

        assertThat(status.problem()).isNull();
        assertThat(status.sent()).isEqualTo(1);
        assertThat(sink.requests.getFirst().target()).isEqualTo("POST /v1/metrics");
        assertThat(sink.requests.getFirst().header("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(sink.requests.getFirst().header("x-key")).isEqualTo("a b");
    }

    @Test
    void opentelemetry_goes_by_grpc_and_a_dead_collector_costs_values() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        lab.sample(lab.registry.builtins().httpReqs, Map.of(), 1);

        OutputStatus status =
                outputs.all(Map.of("type", "opentelemetry", "endpoint", "127.0.0.1:" + port, "insecure", true));

        assertThat(status.lost()).isEqualTo(1);
        assertThat(status.problem()).startsWith("did not take the values");
    }

    @ParameterizedTest
    @CsvSource({
        "influxdb=ftp://h, outputs[0].url is not an http or https URL",
        "influxdb=http://, outputs[0].url is not an http or https URL",
        "influxdb=http://h/db?db=x, outputs[0].url has a query parameter that is no setting here",
        "influxdb=http://h/a/b, outputs[0].url has a path of more than the database's name",
        "statsd=nowhere, outputs[0].addr is not host:port",
        "opentelemetry=http://h:4317, outputs[0].endpoint is not host:port without a scheme",
        "experimental-prometheus-rw=trendStats=p(101), outputs[0].trendStats has a statistic that there is not",
        "experimental-prometheus-rw=secret@here, outputs[0].url is not an http or https URL"
    })
    void what_is_wrong_is_told(String wish, String problem) {
        assertThat(new OutputCatalog(List.of(), Map.of(), 1 << 30).choose(List.of(wish)))
                .isInstanceOfSatisfying(
                        RunOutputs.Choice.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(it -> assertThat(it.path() + " " + it.message())
                                        .isEqualTo(problem)));
    }

    @Test
    void secrets_are_not_shown() {
        Object wish = Map.of("type", "influxdb", "url", "http://ann:secret@h/db?retention=x", "password", "secret");

        assertThat(new OutputCatalog(List.of(), Map.of(), 1 << 30)
                        .choose(List.of(wish, "influxdb=http://ann:secret@h/db")))
                .isInstanceOfSatisfying(
                        RunOutputs.Choice.Made.class,
                        made -> assertThat(made.outputs())
                                .extracting(RunOutputs.ChosenOutput::wish)
                                .asString()
                                .doesNotContain("secret")
                                .contains(RunOutput.HIDDEN, "@h/db"));
    }
}
