package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.consoleLines;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.ThresholdResult;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Thresholds judged while a run lives and at its end. */
class RunThresholdTest {

    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void verdicts_show_while_the_run_lives_and_are_not_latched() {
        Run run = LAB.create("""
                import { sleep } from 'k6';
                import { Counter } from 'k6/metrics';
                const c = new Counter('my_counter');
                export const options = { vus: 1, duration: '10m', thresholds: { my_counter: ['count>1', 'count<1000000'] } };
                export default () => { if (__ITER === 0) { c.add(1); } sleep(3); c.add(1); };
                """);
        Awaitility.await().atMost(PATIENCE).until(() -> run.view().thresholds().containsKey("my_counter"));
        assertThat(result(run, 0).ok()).isFalse();
        assertThat(result(run, 0).value()).isEqualTo(1);
        assertThat(result(run, 1).ok()).isTrue();
        Awaitility.await().atMost(PATIENCE).until(() -> result(run, 0).ok());
        RunLab.stop(run);

        assertThat(run.view().verdict()).isEqualTo("passed");
        assertThat(run.view().exitCode()).isEqualTo(103);
        assertThat(run.events(0)
                        .filter(event -> event.type().equals("threshold"))
                        .collectList()
                        .block(PATIENCE))
                .extracting(event -> event.data().get("ok"))
                .containsExactly(false, true);
    }

    @Test
    void a_metric_that_never_got_a_sample_is_judged_at_the_end_only() {
        Run run = LAB.run("""
                import { Counter, Rate } from 'k6/metrics';
                new Counter('my_counter'); new Rate('my_rate');
                export const options = { vus: 1, duration: '3s', thresholds: { my_counter: ['count>0'], my_rate: ['rate>0.5'] } };
                export default () => {};
                """);

        assertThat(run.events(0)
                        .filter(event -> event.type().equals("threshold"))
                        .collectList()
                        .block(PATIENCE))
                .hasSize(1);
        assertThat(run.view().exitCode()).isEqualTo(99);
        assertThat(result(run, 0).ok()).isFalse();
        assertThat(Objects.requireNonNull(run.view().thresholds().get("my_rate"))
                        .getFirst()
                        .ok())
                .as("a rate without samples has no value and passes")
                .isTrue();
    }

    @Test
    void abort_on_fail_interrupts_and_teardown_still_runs() {
        Run run = LAB.create("""
                import { sleep } from 'k6';
                import { Rate } from 'k6/metrics';
                const r = new Rate('my_rate');
                export const options = { vus: 2, duration: '10m', thresholds: { my_rate: [{ threshold: 'rate>0.5', abortOnFail: true }] } };
                export default () => { r.add(0); sleep(600); };
                export function teardown() { console.log('teardown'); }
                """);
        RunView end = awaitEnd(run);

        assertThat(end.state()).isEqualTo(RunState.ABORTED);
        assertThat(end.exitCode()).isEqualTo(99);
        assertThat(end.verdict()).isEqualTo("failed");
        assertThat(RunLab.scenario(run, "default").actual().iterationsInterrupted())
                .isEqualTo(2);
        assertThat(consoleLines(run)).containsExactly("teardown");
    }

    @Test
    void a_delay_keeps_abort_on_fail_waiting() {
        Run run = LAB.run("""
                import { Rate } from 'k6/metrics';
                const r = new Rate('my_rate');
                export const options = { vus: 1, duration: '4s',
                  thresholds: { my_rate: [{ threshold: 'rate>0.5', abortOnFail: true, delayAbortEval: '1m' }] } };
                export default () => { r.add(0); };
                """);

        assertThat(run.view().state()).isEqualTo(RunState.FINISHED);
        assertThat(run.view().exitCode()).isEqualTo(99);
    }

    @Test
    void sub_metrics_are_judged_by_their_tags() {
        Run run = LAB.run("""
                import { Counter } from 'k6/metrics';
                const c = new Counter('my_counter');
                export const options = { vus: 1, iterations: 3, thresholds: {
                  'my_counter{kind:a}': ['count==3'], 'my_counter{kind:b,more:yes}': ['count==6'], 'my_counter{kind:none}': ['count==0'] } };
                export default () => { c.add(1, { kind: 'a' }); c.add(2, { kind: 'b', more: 'yes' }); };
                """);

        assertThat(run.view().exitCode()).isZero();
        assertThat(run.view().thresholds()).hasSize(3);
    }

    private static ThresholdResult result(Run run, int index) {
        return Objects.requireNonNull(run.view().thresholds().get("my_counter")).get(index);
    }
}
