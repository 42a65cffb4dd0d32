package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LabVu;
import io.loadbank.script.LoadedScript;
import io.loadbank.vu.IterationOutcome;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AsyncRequestTest {

    private static final HttpLab LAB = new HttpLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void it_resolves_with_the_response_in_the_order_of_completion() {
        assertThat(LAB.console("""
                const order = [];
                await Promise.all([200, 10, 100].map((ms) =>
                  http.asyncRequest('GET', base + '/delay/' + ms).then((r) => order.push(ms + ':' + r.status))));
                console.log(order.join());
                """)).containsExactly("10:200,100:200,200:200");
    }

    @Test
    void there_is_no_limit_of_how_many_run_at_once() {
        assertThat(LAB.console("""
                http.get(base + '/inflight/reset');
                await Promise.all(Array.from({ length: 30 }, () => http.asyncRequest('GET', base + '/inflight/hold?ms=300')));
                console.log(http.get(base + '/inflight/max').json().max);
                """)).containsExactly("30");
    }

    @Test
    void method_body_and_params_are_those_of_request() {
        assertThat(LAB.console("""
                const e = (await http.asyncRequest('PUT', base + '/anything', 'b', { headers: { A: 'x' } })).json();
                console.log(e.method, e.data, e.headers.A);
                """)).containsExactly("PUT b x");
    }

    @Test
    void the_iteration_waits_for_it_also_when_nobody_awaits_it() {
        try (LoadedScript script =
                LAB.run("http.asyncRequest('GET', base + '/delay/50').then((r) => console.log(r.status));")) {
            assertThat(script.test.console()).containsExactly("200");
            assertThat(script.count("http_reqs")).isEqualTo(1);
        }
    }

    @Test
    void its_tags_are_those_of_the_moment_it_was_asked_for() {
        try (LoadedScript script = LAB.run("""
                exec.vu.tags.when = 'call';
                const name = { tags: { name: 'x' } };
                let p;
                group('g', () => { p = http.asyncRequest('GET', base + '/delay/30', null, name); });
                exec.vu.tags.when = 'later';
                await p;
                http.get(base + '/json', name);
                """)) {
            assertThat(script.series("http_reqs"))
                    .extracting(series ->
                            series.tags().get("when") + " " + series.tags().get("group"))
                    .containsExactlyInAnyOrder("call ::g", "later ");
        }
    }

    @Test
    void a_transport_error_resolves_unless_it_shall_throw() {
        try (LoadedScript script = LAB.run("""
                const r = await http.asyncRequest('GET', __ENV.REFUSED);
                console.log(r.status, r.error_code);
                try { await http.asyncRequest('GET', __ENV.REFUSED, null, { throw: true }); } catch (e) { console.log(String(e)); }
                """)) {
            assertThat(script.test.console())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("0 1212"),
                            line -> assertThat(line).contains("connection refused"));
            assertThat(script.count("http_reqs")).isEqualTo(2);
        }
    }

    @Test
    void a_wrong_argument_resolves_or_rejects_under_the_throw_option() {
        assertThat(LAB.console("const r = await http.asyncRequest('GET', 5); console.log(r.status, r.error_code);"))
                .containsExactly("0 1020");
        assertThat(
                        LAB.console(
                                "{ throw: true }",
                                "const p = http.asyncRequest('GET', 5); console.log(p instanceof Promise); try { await p; } catch (e) { console.log('rejected'); }"))
                .containsExactly("true", "rejected");
    }

    @Test
    void an_iteration_that_fails_meanwhile_resolves_it_as_cancelled_and_samples_nothing() {
        try (LoadedScript script = LAB.script("{}", """
                http.asyncRequest('GET', base + '/silent').then((r) => console.log(r.status, r.error));
                throw new Error('why');
                """)) {
            assertThat(script.vu().iterate()).isInstanceOf(IterationOutcome.Failed.class);

            assertThat(script.count("http_reqs")).isZero();
            assertThat(script.count("iterations")).isEqualTo(1);
            assertThat(script.test.console()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void it_can_be_cut_off_and_the_next_iteration_hears_nothing_of_it() {
        try (LoadedScript script = LAB.script("{}", """
                if (__ITER === 0) {
                  console.log('in');
                  http.asyncRequest('GET', base + '/silent').then(() => console.log('late'));
                } else {
                  console.log((await http.asyncRequest('GET', base + '/json')).status);
                }
                """)) {
            LabVu vu = script.vu();
            Future<IterationOutcome> running = vu.begin();
            Awaitility.await().until(() -> script.test.console().contains("in"));
            vu.interrupt();
            assertThat(LabVu.await(running)).isEqualTo(IterationOutcome.interrupted());

            assertThat(vu.activate().iterate()).isEqualTo(IterationOutcome.completed());

            assertThat(script.test.console()).containsExactly("in", "200");
            assertThat(script.count("http_reqs")).isEqualTo(1);
        }
    }
}
