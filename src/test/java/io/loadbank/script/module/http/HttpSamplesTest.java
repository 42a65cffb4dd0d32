package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.SinkSnapshot;
import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.script.SampleOrder;
import io.loadbank.vu.IterationOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which samples a request leaves behind, and with which tags. */
class HttpSamplesTest {

    private static final List<String> TRENDS = List.of(
            "http_req_duration",
            "http_req_blocked",
            "http_req_connecting",
            "http_req_tls_handshaking",
            "http_req_sending",
            "http_req_waiting",
            "http_req_receiving");
    private static final HttpLab LAB = new HttpLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void one_request_is_one_sample_of_each_metric_with_the_same_tags() {
        try (LoadedScript script = LAB.run("http.get(base + '/json?a=1#f');")) {
            Map<String, String> tags = Map.of(
                    "method", "GET",
                    "status", "200",
                    "proto", "HTTP/1.1",
                    "url", "/json?a=1#f",
                    "name", "/json?a=1#f",
                    "expected_response", "true");
            assertThat(script.count("http_reqs")).isEqualTo(1);
            assertThat(script.count("http_req_failed")).isEqualTo(1);
            assertThat(script.trues("http_req_failed")).isZero();
            for (String trend : TRENDS) {
                assertThat(script.count(trend)).as(trend).isEqualTo(1);
                assertThat(LAB.shown(script.series(trend).getFirst())).as(trend).isEqualTo(tags);
            }
            assertThat(LAB.shown(script.series("http_reqs").getFirst())).isEqualTo(tags);
            assertThat(LAB.shown(script.series("http_req_failed").getFirst())).isEqualTo(tags);
            assertThat(script.tags("http_reqs"))
                    .containsEntry("scenario", "browse")
                    .containsEntry("group", "");
        }
    }

    @Test
    void the_samples_of_a_request_come_as_one_in_k6s_order_and_the_iterations_own_after_them() {
        SampleOrder order = new SampleOrder();
        try (LoadedScript script =
                LAB.tapped("http.get(base + '/json'); http.get(base + '/json', { responseCallback: null });", order)) {
            List<String> request = List.of(
                    "http_reqs",
                    "http_req_duration",
                    "http_req_blocked",
                    "http_req_connecting",
                    "http_req_tls_handshaking",
                    "http_req_sending",
                    "http_req_waiting",
                    "http_req_receiving");
            List<String> judged = new ArrayList<>(request);
            judged.add("http_req_failed");
            assertThat(order.containers())
                    .containsExactly(
                            judged, request, List.of("data_sent", "data_received", "iteration_duration", "iterations"));
            assertThat(script.count("http_reqs")).isEqualTo(2);
        }
    }

    @Test
    void duration_is_sending_and_waiting_and_receiving() {
        try (LoadedScript script = LAB.run("http.get(base + '/delay/30');")) {
            double parts = sum(script, "http_req_sending")
                    + sum(script, "http_req_waiting")
                    + sum(script, "http_req_receiving");
            assertThat(sum(script, "http_req_duration")).isCloseTo(parts, org.assertj.core.api.Assertions.within(1e-6));
            assertThat(sum(script, "http_req_waiting")).isGreaterThanOrEqualTo(29);
            assertThat(sum(script, "http_req_connecting")).isPositive();
            assertThat(sum(script, "http_req_blocked")).isGreaterThanOrEqualTo(sum(script, "http_req_connecting"));
            assertThat(sum(script, "http_req_tls_handshaking")).isZero();
        }
    }

    @Test
    void a_connection_that_is_used_again_costs_no_connecting() {
        try (LoadedScript script = LAB.run(
                "http.get(base + '/json', { tags: { n: 1 } }); http.get(base + '/json', { tags: { n: 2 } });")) {
            assertThat(script.series("http_req_connecting"))
                    .filteredOn(series -> "2".equals(series.tags().get("n")))
                    .singleElement()
                    .satisfies(series -> assertThat(((SinkSnapshot.TrendSnapshot) series.sink()).max())
                            .isZero());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, , 0",
        "301, true, , 0",
        "399, true, , 0",
        "400, false, 1400, 1",
        "404, false, 1404, 1",
        "500, false, 1500, 1",
        "599, false, 1599, 1"
    })
    void the_status_decides_whether_a_response_is_expected_and_its_error_code(
            int status, String expected, String errorCode, long failed) {
        try (LoadedScript script = LAB.run("http.get(base + '/status/" + status + "?noloc=1');")) {
            assertThat(script.tags("http_reqs"))
                    .containsEntry("status", Integer.toString(status))
                    .containsEntry("expected_response", expected)
                    .doesNotContainKey("error");
            assertThat(script.tags("http_reqs").get("error_code")).isEqualTo(errorCode);
            assertThat(script.trues("http_req_failed")).isEqualTo(failed);
        }
    }

    @Test
    void each_hop_of_a_redirect_chain_is_sampled_with_its_own_url_and_status() {
        try (LoadedScript script = LAB.run("http.get(base + '/redirect/2');")) {
            assertThat(script.count("http_reqs")).isEqualTo(3);
            assertThat(script.series("http_reqs"))
                    .extracting(LAB::shown)
                    .extracting(tags -> tags.get("url") + " " + tags.get("name") + " " + tags.get("status"))
                    .containsExactlyInAnyOrder(
                            "/redirect/2 /redirect/2 302", "/redirect/1 /redirect/1 302", "/get /get 200");
        }
    }

    @Test
    void a_named_redirect_chain_has_one_name_and_url() {
        try (LoadedScript script = LAB.run("http.get(base + '/redirect/2', { tags: { name: 'chain' } });")) {
            assertThat(LAB.shown(script, "http_reqs"))
                    .containsExactly(
                            "{expected_response=true, method=GET, name=chain, proto=HTTP/1.1, status=200, url=chain}",
                            "{expected_response=true, method=GET, name=chain, proto=HTTP/1.1, status=302, url=chain}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http.get(http.url`${base}/status/${200}?q=${'x'}`)|${}/status/${}?q=${}",
                "http.get(http.url`http://127.0.0.1:1/`)|http://127.0.0.1:1/",
                "http.get(http.url`${base}/json`, { tags: { name: 'mine' } })|mine",
                "http.get(base + '/json', { tags: { name: 'mine' } })|mine",
                "exec.vu.tags.name = 'vu'; http.get(base + '/json')|vu",
                "exec.vu.tags.name = 'vu'; http.get(http.url`${base}/json`)|vu",
                "exec.vu.tags.name = 'vu'; http.get(base + '/json', { tags: { name: 'call' } })|call",
                "http.get(base.replace('//', '//user:secret@') + '/json')|http://****:****@",
                "http.get(base.replace('//', '//user@') + '/json')|http://****@",
            })
    void name_and_url_are(String call, String name) {
        try (LoadedScript script = LAB.run(call.replace('`', '`') + ";")) {
            assertThat(script.tags("http_reqs").get("name")).startsWith(name).doesNotContain("secret");
            assertThat(script.tags("http_reqs").get("url"))
                    .isEqualTo(script.tags("http_reqs").get("name"));
        }
    }

    @Test
    void many_urls_of_one_template_are_one_series() {
        try (LoadedScript script =
                LAB.run("for (let i = 0; i < 20; i++) http.get(http.url`${base}/text?body=${i}`);")) {
            assertThat(script.series("http_reqs")).hasSize(1);
            assertThat(script.count("http_reqs")).isEqualTo(20);
        }
    }

    @Test
    void a_transport_error_is_sampled_with_status_zero_and_its_error() {
        try (LoadedScript script = LAB.run("http.get(__ENV.REFUSED + '/x', { tags: { name: 'refused' } });")) {
            assertThat(LAB.shown(script.series("http_reqs").getFirst()))
                    .isEqualTo(Map.of(
                            "name", "refused",
                            "url", "refused",
                            "method", "GET",
                            "status", "0",
                            "error", "dial: connection refused",
                            "error_code", "1212",
                            "expected_response", "false"));
            assertThat(script.trues("http_req_failed")).isEqualTo(1);
            assertThat(script.count("http_req_duration")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"/close, 1000", "/reset, 1220", "/truncate, 1000", "/garbage, 1000", "/badgzip, 1701"})
    void a_target_that_misbehaves_is_an_error_with_status_zero(String path, String code) {
        try (LoadedScript script =
                LAB.run("const r = http.post(base + '" + path + "', 'x'); console.log(r.status, r.error_code);")) {
            assertThat(script.tags("http_reqs"))
                    .containsEntry("status", "0")
                    .containsEntry("error_code", code)
                    .containsEntry("expected_response", "false")
                    .containsKey("error");
            assertThat(script.test.console()).containsExactly("0 " + code);
        }
    }

    @Test
    void a_timeout_is_error_1050() {
        try (LoadedScript script = LAB.run("http.get(base + '/silent', { timeout: 100 });")) {
            assertThat(script.tags("http_reqs"))
                    .containsEntry("error_code", "1050")
                    .containsEntry("error", "request timeout");
        }
    }

    @Test
    void a_redirect_into_an_error_samples_the_hops_before_it_as_usual() {
        try (LoadedScript script =
                LAB.run("http.get(base + '/redirect-to?url=' + encodeURIComponent(__ENV.REFUSED + '/gone'));")) {
            assertThat(script.series("http_reqs"))
                    .extracting(series -> series.tags().get("status"))
                    .containsExactlyInAnyOrder("302", "0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.get('http://bad host/')",
                "http.get(5)",
                "http.post(base, 5)",
                "http.get(base, { timeout: 'x' })",
                "http.get(base, { tags: { a: {} } })",
                "http.get(base, { responseType: 'x' })",
            })
    void a_wrong_argument_sends_and_samples_nothing(String call) {
        long before = LAB.target.requests();
        try (LoadedScript script = LAB.run(call + ";")) {
            assertThat(script.count("http_reqs")).isZero();
            assertThat(script.count("http_req_failed")).isZero();
            assertThat(LAB.target.requests()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.get('')", "http.get('/relative')", "http.get('ftp://127.0.0.1/')"})
    void a_url_that_parses_and_cannot_be_asked_is_a_transport_error(String call) {
        try (LoadedScript script = LAB.run(call + ";")) {
            assertThat(script.tags("http_reqs")).containsEntry("status", "0").containsEntry("error_code", "1000");
            assertThat(script.tags("http_reqs").get("error")).contains("unsupported protocol scheme");
        }
    }

    // tags

    @Test
    void tags_of_the_call_are_over_the_vus_and_system_tags_are_over_all_but_name() {
        try (LoadedScript script = LAB.run("{ tags: { level: 'run', only: 'run' } }", """
                exec.vu.tags.level = 'vu';
                group('g', () => http.get(base + '/json', { tags: { level: 'call', method: 'M', status: 'S', group: 'mine', n: 1, b: true } }));
                """)) {
            assertThat(script.tags("http_reqs"))
                    .containsEntry("level", "call")
                    .containsEntry("only", "run")
                    .containsEntry("method", "GET")
                    .containsEntry("status", "200")
                    .containsEntry("group", "mine")
                    .containsEntry("n", "1")
                    .containsEntry("b", "true");
        }
    }

    @Test
    void system_tags_that_are_switched_off_leave_custom_ones_alone() {
        try (LoadedScript script =
                LAB.run("{ systemTags: ['status'] }", "http.get(base + '/json', { tags: { method: 'M' } });")) {
            assertThat(script.tags("http_reqs")).isEqualTo(Map.of("method", "M", "status", "200"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "['warp', 'Method']"})
    void without_any_known_system_tag_only_custom_ones_are_left(String systemTags) {
        try (LoadedScript script = LAB.run(
                "{ systemTags: " + systemTags + " }",
                "group('g', () => http.get(base + '/json', { tags: { method: 'M' } }));")) {
            assertThat(script.tags("http_reqs")).isEqualTo(Map.of("method", "M"));
            assertThat(script.tags("iterations")).isEmpty();
        }
    }

    @Test
    void the_ip_tag_is_there_when_asked_for() {
        try (LoadedScript script = LAB.run("{ systemTags: ['ip'] }", "http.get(base + '/json');")) {
            assertThat(script.tags("http_reqs")).isEqualTo(Map.of("ip", "127.0.0.1"));
        }
    }

    // expected statuses

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http.expectedStatuses(404)|404|true",
                "http.expectedStatuses(404)|200|false",
                "http.expectedStatuses({ min: 400, max: 499 }, 200)|404|true",
                "http.expectedStatuses({ min: 400, max: 499 }, 200)|200|true",
                "http.expectedStatuses({ min: 400, max: 499 }, 200)|500|false",
                "null|500|",
                "undefined|500|",
            })
    void the_callback_of_the_vu_judges(String callback, int status, String expected) {
        try (LoadedScript script =
                LAB.run("http.setResponseCallback(" + callback + "); http.get(base + '/status/" + status + "');")) {
            assertThat(script.tags("http_reqs").get("expected_response")).isEqualTo(expected);
            assertThat(script.count("http_req_failed")).isEqualTo(expected == null ? 0 : 1);
            assertThat(script.trues("http_req_failed")).isEqualTo("false".equals(expected) ? 1 : 0);
        }
    }

    @Test
    void the_callback_of_a_call_judges_that_call_and_every_hop_of_it() {
        try (LoadedScript script = LAB.run(
                "http.get(base + '/redirect/1', { responseCallback: http.expectedStatuses(200) }); http.get(base + '/status/404', { responseCallback: null });")) {
            assertThat(script.series("http_reqs"))
                    .extracting(series ->
                            series.tags().get("status") + " " + series.tags().get("expected_response"))
                    .containsExactlyInAnyOrder("302 false", "200 true", "404 null");
            assertThat(script.count("http_req_failed")).isEqualTo(2);
        }
    }

    @Test
    void a_callback_lasts_over_iterations() {
        try (LoadedScript script = LAB.script(
                "{}",
                "if (__ITER === 0) http.setResponseCallback(http.expectedStatuses(404)); else http.get(base + '/status/404');")) {
            LabVu vu = script.vu();
            vu.iterate();
            vu.iterate();

            assertThat(script.tags("http_reqs")).containsEntry("expected_response", "true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'200'", "200.5", "{ min: 200 }", "{ min: 'a', max: 2 }", "null", "[200]", "NaN"})
    void expected_statuses_are_integers_and_ranges(String arguments) {
        assertThat(LAB.console("try { http.expectedStatuses(" + arguments + "); } catch (e) { console.log('threw'); }"))
                .containsExactly("threw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "'x'", "{}", "() => true"})
    void a_callback_is_what_expected_statuses_returns(String callback) {
        assertThat(LAB.console(
                        "try { http.setResponseCallback(" + callback + "); } catch (e) { console.log('threw'); }"))
                .containsExactly("threw");
    }

    // data and interruption

    @Test
    void data_are_counted_per_iteration_with_the_vus_tags() {
        try (LoadedScript script = LAB.run("http.get(base + '/bytes/10000', { tags: { mine: 'x' } });")) {
            assertThat(script.count("data_received")).isGreaterThan(10_000).isLessThan(11_000);
            assertThat(script.count("data_sent")).isGreaterThan(50).isLessThan(500);
            assertThat(script.tags("data_sent")).doesNotContainKeys("mine", "url");
        }
    }

    @Test
    void a_request_that_is_cut_off_leaves_no_sample() {
        try (LoadedScript script =
                LAB.script("{}", "console.log('in'); http.get(base + '/silent'); console.log('out');")) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();

            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());
            assertThat(script.count("http_reqs")).isZero();
            assertThat(script.test.console()).containsExactly("in");
            assertThat(script.test.notes()).isEmpty();
        }
    }

    private static double sum(LoadedScript script, String trend) {
        return ((SinkSnapshot.TrendSnapshot)
                        Objects.requireNonNull(script.metrics.snapshot(1).find(trend))
                                .sink())
                .sum();
    }
}
