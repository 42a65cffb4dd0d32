package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.vu.IterationOutcome;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private static final HttpLab LAB = new HttpLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void responses_come_in_the_order_of_the_requests_whatever_their_time() {
        try (LoadedScript script = LAB.run("""
                const r = http.batch([base + '/delay/60', base + '/status/404', ['GET', base + '/text?body=x']]);
                console.log(Array.isArray(r), r.map((x) => x.status).join(), r[2].body);
                """)) {
            assertThat(script.test.console()).containsExactly("true 200,404,200 x");
            assertThat(script.count("http_reqs")).isEqualTo(3);
        }
    }

    @Test
    void an_object_gives_an_object_with_the_same_keys() {
        assertThat(LAB.console("""
                const r = http.batch({ a: base + '/status/201', b: { url: base + '/status/202' } });
                console.log(Array.isArray(r), Object.keys(r).join(), r.a.status, r.b.status);
                """)).containsExactly("false a,b 201 202");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "u|GET|``",
                "http.url`${base}/anything`|GET|``",
                "['POST', u, 'b']|POST|b",
                "['post', u, 'b']|post|b",
                "['GET', u, 'b']|GET|b",
                "{ url: u }|GET|``",
                "{ method: 'post', url: u, body: 'b' }|POST|b",
                "{ method: 'GET', url: u, body: 'b' }|GET|``",
                "{ method: null, url: u }|GET|``",
                "{ method: 'PUT', url: http.url`${base}/anything`, body: 'b', params: { headers: { A: 'x' } } }|PUT|b",
            })
    void an_entry_may_be(String entry, String method, String body) {
        assertThat(LAB.console("const u = base + '/anything'; const e = http.batch([" + entry
                        + "])[0].json(); console.log(e.method + '/' + e.data);"))
                .containsExactly(method + "/" + body);
    }

    @Test
    void params_of_an_entry_are_its_own() {
        try (LoadedScript script = LAB.run("""
                http.batch([['GET', base + '/json', null, { tags: { n: 'a', name: 'x' } }], ['GET', base + '/json', null, { tags: { n: 'b', name: 'x' } }]]);
                """)) {
            assertThat(script.series("http_reqs"))
                    .extracting(series -> series.tags().get("n"))
                    .containsExactlyInAnyOrder("a", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "undefined", "5", "'text'", "[], 1"})
    void it_takes_one_array_or_object(String arguments) {
        assertThat(LAB.console("try { http.batch(" + arguments + "); } catch (e) { console.log('threw'); }"))
                .containsExactly("threw");
    }

    @Test
    void an_empty_batch_is_empty() {
        assertThat(LAB.console("console.log(http.batch([]).length, JSON.stringify(http.batch({})));"))
                .containsExactly("0 {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5", "null", "['GET']", "{}", "{ method: 'GET' }", "['GET', 5]", "['POST', base, 5]", "''.x"})
    void one_bad_entry_keeps_the_whole_batch_back(String bad) {
        long before = LAB.target.requests();
        try (LoadedScript script = LAB.run("const r = http.batch([base + '/json', " + bad + ", base + '/json']);"
                + "console.log(r.length, r[0].status, r[0].error, r[1].status, r[1].error !== '', r[2]);")) {
            assertThat(script.test.console()).containsExactly("3 0  0 true null");
            assertThat(LAB.target.requests()).isEqualTo(before);
            assertThat(script.count("http_reqs")).isZero();
            assertThat(script.test.notes()).hasSize(1);
        }
        assertThat(LAB.console(
                        "{ throw: true }",
                        "try { http.batch([base + '/json', " + bad
                                + "]); } catch (e) { console.log(e instanceof Error); }"))
                .containsExactly("true");
    }

    @Test
    void a_transport_error_is_that_entrys_alone() {
        try (LoadedScript script = LAB.run(
                "const r = http.batch([__ENV.REFUSED, base + '/json']); console.log(r[0].status, r[0].error_code, r[1].status);")) {
            assertThat(script.test.console()).containsExactly("0 1212 200");
            assertThat(script.count("http_reqs")).isEqualTo(2);
        }
    }

    @Test
    void an_entry_that_throws_does_so_when_all_are_done() {
        try (LoadedScript script = LAB.run("""
                try {
                  http.batch([['GET', __ENV.REFUSED, null, { throw: true }], base + '/delay/50']);
                } catch (e) { console.log(e.message); }
                """)) {
            assertThat(script.test.console()).singleElement().asString().contains("connection refused");
            assertThat(script.count("http_reqs")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|20|6",
                "{ batchPerHost: 2 }|10|2",
                "{ batch: 3 }|10|3",
                "{ batch: 4, batchPerHost: 0 }|10|4",
                "{ batchPerHost: 0 }|30|20",
            })
    void so_many_run_at_once(String options, int requests, int atOnce) {
        assertThat(LAB.console(options, """
                http.get(base + '/inflight/reset');
                http.batch(Array.from({ length: %d }, () => base + '/inflight/hold?ms=100'));
                console.log(http.get(base + '/inflight/max').json().max);
                """.formatted(requests))).containsExactly(Integer.toString(atOnce));
    }

    @Test
    void a_batch_can_be_cut_off() {
        try (LoadedScript script = LAB.script(
                "{}",
                "console.log('in'); http.batch(Array.from({ length: 30 }, () => base + '/silent')); console.log('out');")) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();

            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());
            assertThat(script.test.console()).containsExactly("in");
            assertThat(script.count("http_reqs")).isZero();
        }
    }
}
