package io.loadbank.executor;

import static io.loadbank.executor.ExecutorLab.vus;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.executor.ScenarioExecutor.Phase;
import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.metric.SinkSnapshot;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The executors that run a given number of iterations: shared-iterations and per-vu-iterations. */
class CountedIterationsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shared_iterations_end_when_all_are_done() {
        try (ExecutorLab lab = shared(2, 5, SECOND, SECOND).started()) {
            for (int i = 0; i < 20 && lab.executor.phase() == Phase.RUNNING; i++) {
                lab.users.iterating().forEach(user -> user.end(1));
                lab.timeline.until(() -> true);
                lab.timeline.runPosted();
            }
            lab.users.all().forEach(user -> user.end(10));
            lab.untilEnded();

            assertThat(lab.executor.tally().started()).isEqualTo(5);
            assertThat(lab.executor.tally().completed()).isEqualTo(5);
            assertThat(lab.executor.tally().dropped()).isZero();
            assertThat(lab.executor.progress()).isEqualTo(1);
            assertThat(lab.droppedSeries()).isEmpty();
        }
    }

    @Test
    void shared_iterations_drop_once_what_nobody_took_and_count_as_taken_what_was_cut() {
        try (ExecutorLab lab = shared(2, 10, SECOND, Duration.ofMillis(300)).started()) {
            for (int i = 0; i < 2; i++) {
                lab.timeline.advance(Duration.ofMillis(450));
                lab.endIterations();
            }
            lab.timeline.advance(Duration.ofMillis(400));
            lab.untilEnded();

            assertThat(lab.executor.tally().started()).isEqualTo(6);
            assertThat(lab.executor.tally().completed()).isEqualTo(4);
            assertThat(lab.executor.tally().interrupted()).isEqualTo(2);
            assertThat(lab.executor.tally().dropped()).isEqualTo(4);
            assertThat(lab.droppedSeries()).singleElement().satisfies(series -> {
                assertThat(series.tags().asMap()).isEqualTo(Map.of("run", "tag", "scenario", "browse"));
                assertThat(((SinkSnapshot.CounterSnapshot) series.sink()).count())
                        .isEqualTo(4);
            });
            assertThat(lab.executor.progress()).isEqualTo(0.6);
        }
    }

    @Test
    void there_is_no_fairness_among_shared_iterations() {
        try (ExecutorLab lab = shared(2, 6, SECOND, SECOND).started()) {
            lab.users.user(1).end(100);
            lab.timeline.until(() -> lab.users.user(1).begun() == 5);
            lab.users.user(2).end(100);
            lab.untilEnded();

            assertThat(lab.users.user(1).begun()).isEqualTo(5);
            assertThat(lab.users.user(2).begun()).isEqualTo(1);
        }
    }

    @Test
    void per_vu_iterations_give_each_vu_its_own() {
        try (ExecutorLab lab = perVu(2, 3, SECOND, SECOND).started()) {
            lab.users.user(1).end(100);
            lab.timeline.until(() -> lab.pool.active() == 1);
            assertThat(lab.executor.phase()).isEqualTo(Phase.RUNNING);
            assertThat(lab.executor.progress()).isEqualTo(0.5);

            lab.users.user(2).end(100);
            lab.untilEnded();

            assertThat(lab.users.user(1).begun()).isEqualTo(3);
            assertThat(lab.users.user(2).begun()).isEqualTo(3);
            assertThat(lab.executor.progress()).isEqualTo(1);
        }
    }

    @Test
    void per_vu_iterations_drop_what_each_vu_did_not_start() {
        try (ExecutorLab lab = perVu(2, 10, SECOND, SECOND).started()) {
            for (int i = 0; i < 2; i++) {
                lab.timeline.advance(Duration.ofMillis(450));
                lab.endIterations();
            }
            lab.timeline.advance(Duration.ofMillis(101));
            lab.endLastIterations();
            lab.untilEnded();

            assertThat(lab.executor.tally().completed()).isEqualTo(6);
            assertThat(lab.executor.tally().interrupted()).isZero();
            assertThat(lab.executor.tally().dropped()).isEqualTo(14);
            assertThat(lab.executor.progress()).as("past maxDuration").isEqualTo(1);
        }
    }

    @Test
    void an_aborted_scenario_drops_nothing() {
        try (ExecutorLab lab = shared(2, 10, SECOND, SECOND).started()) {
            lab.executor.abort();
            lab.untilEnded();

            assertThat(lab.executor.tally().dropped()).isZero();
            assertThat(lab.droppedSeries()).isEmpty();
        }
    }

    @Test
    void iterations_that_all_ended_while_it_was_paused_end_it_on_the_resume() {
        try (ExecutorLab lab = perVu(2, 1, SECOND, SECOND).started()) {
            lab.executor.pause();
            lab.endLastIterations();
            assertThat(lab.executor.phase()).isEqualTo(Phase.PAUSED);

            lab.executor.resume();
            lab.untilEnded();

            assertThat(lab.executor.tally().started()).isEqualTo(2);
            assertThat(lab.ended()).isEqualTo(1);
        }
    }

    @Test
    void iteration_numbers_are_drawn_in_order_of_start() {
        try (ExecutorLab lab = shared(1, 3, SECOND, SECOND).started()) {
            lab.users.user(1).end(100);
            lab.untilEnded();

            assertThat(lab.users.user(1).numbers()).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void only_paused_is_live() {
        try (ExecutorLab lab = shared(1, 3, SECOND, SECOND)) {
            assertThat(lab.executor.live()).containsExactly("paused");
            assertThat(lab.executor.desired())
                    .isEqualTo(Map.of("vus", 1, "iterations", 3L, "paused", false, "maxDuration", "1s"));
            assertThat(lab.executor.check(vus(2))).isInstanceOf(Verdict.NotLive.class);
        }
    }

    private static ExecutorLab shared(int vus, long iterations, Duration maxDuration, Duration grace) {
        return new ExecutorLab(new Workload.SharedIterations(vus, iterations, maxDuration), grace);
    }

    private static ExecutorLab perVu(int vus, long iterations, Duration maxDuration, Duration grace) {
        return new ExecutorLab(new Workload.PerVuIterations(vus, iterations, maxDuration), grace);
    }
}
