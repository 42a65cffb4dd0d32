package io.loadbank.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.loadbank.testkit.LoopbackTarget;
import io.loadbank.testkit.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Prometheus scrapes a daemon while a run lives, and is asked what dashboards ask. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusTest {
    private static final String SCRIPT = """
            import http from 'k6/http';
            import { check, group, sleep } from 'k6';
            import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

            const orders = new Counter('orders_total');
            const depth = new Trend('queue_depth');
            const wait = new Trend('queue_wait', true);
            const level = new Gauge('level');
            const lucky = new Rate('lucky');

            export const options = {
              scenarios: {
                browse: { executor: 'externally-controlled', vus: 2, maxVUs: 4, duration: '2m' },
                buy: { executor: 'constant-arrival-rate', rate: 20, duration: '2m', preAllocatedVUs: 1, maxVUs: 2,
                  exec: 'buy', tags: { tier: 'gold', shade: 'dark' } },
              },
              thresholds: { checks: ['rate>0.99'], http_req_duration: ['p(95)<5000'] },
            };

            export default function () {
              group('pages', () => {
                check(http.get(`${__ENV.TARGET}/json`), { 'status is 200': (r) => r.status === 200 });
                http.get(`${__ENV.TARGET}/status/500`);
              });
              http.get('http://127.0.0.1:1/');
              depth.add(-3); depth.add(0); depth.add(7);
              wait.add(250);
              level.add(4);
              lucky.add(__ITER % 2 === 0);
              sleep(0.1);
            }

            export function buy() {
              check(http.post(`${__ENV.TARGET}/post`, 'x'), { 'is teapot': (r) => r.status === 418 });
              orders.add(1);
              sleep(0.2);
            }
            """;

    private Path folder;
    private LoopbackTarget target;
    private DaemonUnderTest daemon;
    private PrometheusServer prometheus;
    private String run;

    @BeforeAll
    void scrape(@TempDir Path own) {
        folder = own;
        target = LoopbackTarget.start();
        daemon = DaemonUnderTest.start(
                folder.resolve("data"),
                "--loadbank.prometheus.keep-ended=5s",
                "--loadbank.prometheus.drop-labels=shade,never");
        prometheus = PrometheusServer.start(folder, daemon.url().substring("http://".length()));
        // so that there is a pause to show
        System.gc();
        run = daemon.run(SCRIPT, "?name=seen&env=TARGET=" + target.url());
        // histograms need samples of both halves of the rate interval, and some of them failures
        await().atMost(Duration.ofSeconds(60))
                .until(() -> number("min(count_over_time(k6_http_req_duration_p95{testid=\"" + run + "\"}[1m]))") >= 6
                        && number("count_over_time(loadbank_run_thresholds_failed{testid=\"" + run + "\"}[1m])") >= 6);
    }

    @AfterAll
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (daemon != null) {
            daemon.close();
        }
        target.close();
    }

    @Test
    @Order(1)
    void scrapes_go_well_and_ask_for_protobuf() {
        assertThat(prometheus.scrapeErrors()).containsExactly("");
        assertThat(prometheus.log()).doesNotContain("level=warn", "level=error");
        assertThat(number("histogram_count(sum(k6_queue_depth))")).isEqualTo(number("sum(k6_queue_depth_count)"));
        assertThat(number("histogram_sum(sum(k6_queue_wait_seconds))")).isEqualTo(number("sum(k6_queue_wait_sum)"));
        assertThat(number("histogram_quantile(0.5, k6_queue_wait_seconds)")).isBetween(0.2, 0.26);
    }

    @Test
    @Order(1)
    void k6s_dashboards_find_everything_they_ask_for() {
        assertThat(withoutData(DashboardQueries.ofBoth())).isEmpty();
        assertThat(withoutData(DashboardQueries.of19665())).isEmpty();
        assertThat(withoutData(DashboardQueries.of18030())).isEmpty();
        assertThat(prometheus.labelValues("testid", "{testid!=\"\"}")).containsExactly(run);
        assertThat(prometheus.labelValues("__name__", "{__name__=~\"k6_http_req_duration_.*\"}"))
                .filteredOn(it -> it.matches(".*http_req_duration_(min|max|count|sum|avg|med|p[0-9]+)"))
                .hasSize(9);
    }

    @Test
    @Order(1)
    void every_panel_of_our_dashboard_has_data() throws IOException {
        assertThat(DashboardQueries.ofOurs()).hasSizeGreaterThan(40);
        assertThat(withoutData(DashboardQueries.ofOurs().values())).isEmpty();
        assertThat(prometheus.labelValues("testid", "loadbank_run_info")).containsExactly(run);
        assertThat(prometheus.labelValues("instance", "loadbank_runs_live")).hasSize(1);
    }

    @Test
    @Order(1)
    void desired_and_actual_follow_a_patch() {
        daemon.patch("/api/v1/runs/" + run, "{\"scenarios\":{\"browse\":{\"vus\":3},\"buy\":{\"rate\":30}}}");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(number("loadbank_scenario_vus_desired{scenario=\"browse\"}"))
                    .isEqualTo(3);
            assertThat(number("loadbank_scenario_vus{scenario=\"browse\"}")).isEqualTo(3);
            assertThat(number("loadbank_scenario_rate_desired{scenario=\"buy\"}"))
                    .isCloseTo(30, within(1e-6));
        });
        assertThat(number("loadbank_run_threshold_ok{metric=\"checks\"}")).isZero();
        assertThat(number("ALERTS{alertname=\"LoadbankThresholdsFailing\"}")).isEqualTo(1);
    }

    @Test
    @Order(1)
    void promtool_takes_the_text_but_for_k6s_own_names() throws Exception {
        var text = daemon.get("/actuator/prometheus");
        var said = PrometheusServer.promtool(folder, text.body(), "check", "metrics");

        assertThat(text.headers())
                .extractingByKey("content-type")
                .asString()
                .contains("text/plain")
                .contains("version=0.0.4");
        assertThat(text.body()).doesNotContain("k6_queue_depth_bucket").doesNotContain("k6_http_req_duration_seconds");
        // k6's dashboards want the first, Spring Boot and Micrometer have chosen the others
        assertThat(said.lines().skip(1))
                .filteredOn(it -> !it.matches("k6_\\w+_(count|sum) non-histogram .*suffix"
                        + "|http_server_requests_\\w+ no help text"
                        + "|(jvm_compilation_time_ms|process_cpu_time_ns)_total .*abbreviated units"
                        + "|system_cpu_count non-histogram .*suffix"))
                .isEmpty();
    }

    @Test
    @Order(2)
    void the_last_values_are_the_summarys_and_then_the_series_go() {
        daemon.patch("/api/v1/runs/" + run, "{\"stopped\":true}");
        daemon.ended(run);
        JsonNode metrics = daemon.get("/api/v1/runs/" + run + "/summary").json().get("metrics");
        double requests = metrics.get("http_reqs").get("values").get("count").asDouble();
        double passes = metrics.get("checks").get("values").get("passes").asDouble();

        await().atMost(Duration.ofSeconds(20)).until(() -> number("loadbank_run_live") == 0);
        assertThat(number("sum(k6_http_reqs_total)")).isEqualTo(requests);
        assertThat(number("sum(k6_http_req_duration_count)")).isEqualTo(requests);
        assertThat(number("histogram_count(sum(k6_http_req_duration_seconds))")).isEqualTo(requests);
        assertThat(number("sum(k6_checks_total{condition=\"nonzero\"})")).isEqualTo(passes);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(prometheus.query(
                                "count by (__name__) ({testid=\"" + run + "\", __name__!~\"ALERTS.*\"})"))
                        .isEmpty());
        assertThat(prometheus.scrapeErrors()).containsExactly("");
    }

    @Test
    @Order(3)
    void counters_begin_at_zero_and_dropped_tags_are_not_shown() {
        String waiting = daemon.run(SCRIPT, "?name=waiting&paused=true&tag=team=a&env=TARGET=" + target.url());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> daemon.view(waiting).get("state").asString().equals("ready"));

        var browse = "{scenario=\"browse\",team=\"a\",testid=\"" + waiting + "\"} 0.0\n";
        var buy = "{scenario=\"buy\",team=\"a\",testid=\"" + waiting + "\",tier=\"gold\"} 0.0\n";
        assertThat(daemon.get("/actuator/prometheus").body())
                .contains("k6_iterations_total" + browse, "k6_http_reqs_total" + browse, "k6_data_sent_total" + browse)
                .contains("k6_iterations_total" + buy, "k6_dropped_iterations_total" + browse)
                .contains("loadbank_run_state{state=\"ready\",testid=\"" + waiting + "\"} 1.0")
                .doesNotContain("shade=");
        assertThat(daemon.get("/actuator/prometheus?includedNames=loadbank_scenario_paused")
                        .body()
                        .lines())
                .filteredOn(it -> !it.startsWith("#"))
                .hasSize(2)
                .allMatch(it -> it.startsWith("loadbank_scenario_paused{"));
        daemon.patch("/api/v1/runs/" + waiting, "{\"stopped\":true}");
        assertThat(daemon.ended(waiting).get("exitCode").asInt()).isEqualTo(103);
    }

    @Test
    @Order(1)
    void the_dashboard_is_one_that_grafana_reads() throws IOException {
        JsonNode dashboard = DashboardQueries.ours();
        Set<Integer> ids = new HashSet<>();

        assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.get("uid").asString()).isEqualTo("loadbank");
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt()))
                    .as("panel ids are unique")
                    .isTrue();
            JsonNode place = panel.get("gridPos");
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            Set<String> letters = new HashSet<>();
            for (JsonNode query : panel.path("targets")) {
                assertThat(letters.add(query.get("refId").asString())).isTrue();
                assertThat(query.get("datasource").get("uid").asString()).isEqualTo("${datasource}");
            }
        }
        assertThat(dashboard.get("templating").get("list"))
                .extracting(it -> it.get("name").asString())
                .containsExactly("datasource", "testid", "instance");
    }

    @Test
    @Order(1)
    void promtool_takes_the_configuration_and_every_alert_fires_when_it_shall() throws Exception {
        Path own = Files.createDirectory(folder.resolve("rules"));
        PrometheusServer.configuration(own, "127.0.0.1:6565");
        Files.copy(Path.of("src/test/resources/prometheus/alerts-test.yml"), own.resolve("alerts-test.yml"));

        assertThat(Files.readString(Path.of("config/prometheus.yml"))).contains("scrape_native_histograms: true");
        assertThat(PrometheusServer.promtool(own, "", "check", "config", "prometheus.yml"))
                .startsWith("0\n");
        String rules = PrometheusServer.promtool(own, "", "check", "rules", "alerts.yml");
        assertThat(rules).startsWith("0\n").contains("13 rules found");
        assertThat(PrometheusServer.promtool(own, "", "test", "rules", "alerts-test.yml"))
                .startsWith("0\n")
                .contains("SUCCESS");
        String tests = Files.readString(own.resolve("alerts-test.yml"));
        Files.readString(own.resolve("alerts.yml"))
                .lines()
                .filter(it -> it.contains("- alert: "))
                .map(it -> it.substring(it.indexOf(": ") + 2))
                .forEach(alert -> assertThat(tests).contains("alertname: " + alert + "\n"));
    }

    /** The queries without a single number among their results, and why. */
    private List<String> withoutData(Collection<String> queries) {
        List<String> missing = new ArrayList<>();
        for (String query : queries) {
            JsonNode result = prometheus.query(DashboardQueries.filledIn(query, run));
            boolean hasNumber = false;
            for (JsonNode series : result) {
                hasNumber |= series.has("histogram")
                        || !Double.isNaN(
                                Double.parseDouble(series.get("value").get(1).asString()));
            }
            if (!hasNumber) {
                missing.add(query + " gives " + result);
            }
        }
        return missing;
    }

    /** The value of a query with one result, NaN when there is none. */
    private double number(String query) {
        JsonNode result = prometheus.query(query);
        return result.isEmpty()
                ? Double.NaN
                : Double.parseDouble(result.get(0).get("value").get(1).asString());
    }
}
