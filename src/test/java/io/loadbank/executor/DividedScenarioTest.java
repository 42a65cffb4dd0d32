package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.pace.Segmentation;
import io.loadbank.pace.Share;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each instance of a divided test does: the cases of the specification's chapter on segments. */
class DividedScenarioTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({
        "12, 22, '0,1/3,2/3,1', 0, 4, 8, '0 3 6 9'",
        "12, 22, '0,1/3,2/3,1', 1, 4, 7, '1 4 7 10'",
        "12, 22, '0,1/3,2/3,1', 2, 4, 7, '2 5 8 11'",
        "10, 20, '0,1/3,2/3,1', 0, 4, 8, '0 3 5 8 10'",
        "10, 20, '0,1/3,2/3,1', 1, 3, 6, '1 4 7 11 14'",
        "10, 20, '0,1/3,2/3,1', 2, 3, 6, '2 6 9 12 16'",
        "5, 20, '0,1/4,3/4,1', 0, 1, 4, '1 6 11 16'",
        "5, 20, '0,1/4,3/4,1', 1, 3, 12, '0 2 4 5 7 9 10 12 14 15 17 19'",
        "5, 20, '0,1/4,3/4,1', 2, 1, 4, '3 8 13 18'",
        "10, 25, '0,1/2,3/4,1', 0, 5, 13, ''",
        "10, 25, '0,1/2,3/4,1', 1, 3, 7, ''",
        "10, 25, '0,1/2,3/4,1', 2, 2, 5, ''",
        "2, 9, '0,1/3,2/3,1', 0, 1, 5, ''",
        "2, 9, '0,1/3,2/3,1', 1, 1, 4, ''",
        "2, 9, '0,1/3,2/3,1', 2, 0, 0, ''",
    })
    void shared_iterations_fall_as_their_vus_do(
            int vus, long iterations, String sequence, int index, int ownVus, long ownIterations, String numbers) {
        ClosedModel model = ClosedModel.of(
                scenario(new Workload.SharedIterations(vus, iterations, SECOND)), share(sequence, index));

        assertThat(model.own(vus)).isEqualTo(ownVus);
        assertThat(model.gate().total()).isEqualTo(ownIterations);
        assertThat(model.hasWork()).isEqualTo(ownVus > 0);
        int shown = numbers.isEmpty() ? 0 : numbers.split(" ").length;
        assertThat(LongStream.range(0, shown).map(model.numbers()::element).boxed())
                .map(String::valueOf)
                .isEqualTo(shown == 0 ? List.of() : List.of(numbers.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "6, '0,1/3,2/3,1', 0, 2, '0 300 600 900'",
        "6, '0,1/3,2/3,1', 1, 2, '100 400 700 1000'",
        "6, '0,1/3,2/3,1', 2, 2, '200 500 800'",
        "7, '0,1/3,2/3,1', 0, 3, '0 300 500 700 1000'",
        "7, '0,1/3,2/3,1', 1, 2, '100 400 800'",
        "7, '0,1/3,2/3,1', 2, 2, '200 600 900'",
        "10, '0,1/3,2/3,1', 0, 4, '0 300 500 800 1000'",
        "10, '0,1/3,2/3,1', 1, 3, '100 400 700'",
        "10, '0,1/3,2/3,1', 2, 3, '200 600 900'",
        "2, '0,1/3,2/3,1', 0, 1, '0 200 400 600 800 1000'",
        "2, '0,1/3,2/3,1', 1, 1, '100 300 500 700 900'",
    })
    void the_rate_is_kept_and_its_ticks_are_divided(
            int maxVus, String sequence, int index, int ownVus, String startsMillis) {
        ArrivalModel model = ArrivalModel.of(
                new Workload.ConstantArrivalRate(10, SECOND, SECOND, 0, maxVus), share(sequence, index));

        assertThat(model.ownMaxVus()).isEqualTo(ownVus);
        List<String> starts = new ArrayList<>();
        for (long n = 0; model.pace().startNanos(n) <= model.endNanos(); n++) {
            starts.add(String.valueOf(model.pace().startNanos(n) / 1_000_000));
            assertThat(model.numbers().element(n) * 100).isEqualTo(model.pace().startNanos(n) / 1_000_000);
        }
        assertThat(starts).containsExactly(startsMillis.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"0, '632 1095 1414 1673 1897'", "1, '894 1265 1549 1789 2000'"})
    void the_events_of_a_ramping_rate_are_divided(int index, String startsMillis) {
        List<Stage> up = List.of(new Stage(SECOND.multipliedBy(2), 10));
        ArrivalModel model =
                ArrivalModel.of(new Workload.RampingArrivalRate(0, SECOND, up, 0, 6), share("0,1/2,1", index));

        List<String> starts = new ArrayList<>();
        for (long n = 0; n < model.pace().total(); n++) {
            starts.add(String.valueOf(Math.round(model.pace().startNanos(n) / 1e6)));
        }
        assertThat(starts).containsExactly(startsMillis.split(" "));
    }

    @Test
    void an_instance_without_vus_serves_no_ticks_and_is_over_at_once() {
        try (ScenarioLab lab = lab(new Workload.ConstantArrivalRate(10, SECOND, SECOND, 2, 2), 2)) {
            assertThat(lab.scenario.hasWork()).isFalse();

            lab.scenario.start();
            lab.untilEnded();

            assertThat(lab.scenario.tally().started() + lab.scenario.tally().dropped())
                    .isZero();
        }
    }

    @Test
    void an_instance_without_work_is_over_at_once() {
        for (Workload workload : List.of(
                new Workload.ConstantVus(2, SECOND),
                new Workload.SharedIterations(2, 9, SECOND),
                new Workload.PerVuIterations(2, 9, SECOND),
                new Workload.RampingVus(0, List.of(new Stage(SECOND, 2)), SECOND))) {
            try (ScenarioLab lab = lab(workload, 2)) {
                assertThat(lab.scenario.hasWork()).as(workload.executor()).isFalse();

                lab.scenario.start();
                lab.untilEnded();

                assertThat(lab.scenario.tally().dropped()).isZero();
                assertThat(lab.ended()).isEqualTo(1);
            }
        }
    }

    @Test
    void per_vu_iterations_divide_vus_only_and_number_by_stripe() {
        try (ScenarioLab lab = lab(new Workload.PerVuIterations(3, 2, SECOND), 2)) {
            lab.makeVus(1);
            lab.scenario.start();
            lab.untilIterating(1);
            lab.endIterations();
            lab.endLastIterations();
            lab.untilEnded();

            assertThat(lab.users.user(1).numbers()).containsExactly(0L, 1L);
            assertThat(lab.users.user(1).numbersInTest()).containsExactly(2L, 5L);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, '250 1 750 2'", "1, '500 1 1000 2'"})
    void slots_of_a_ramp_are_divided(int index, String steps) {
        String[] parts = steps.split(" ");
        Workload ramp = new Workload.RampingVus(0, List.of(new Stage(SECOND, 4), new Stage(SECOND, 4)), Duration.ZERO);
        try (ScenarioLab lab = new ScenarioLab(ramp, Duration.ZERO, 0, share("0,1/2,1", index))) {
            lab.makeVus(2);
            lab.scenario.start();
            long now = 0;
            for (int i = 0; i < parts.length; i += 2) {
                long at = Long.parseLong(parts[i]);
                lab.timeline.advance(Duration.ofMillis(at - now - 1));
                lab.untilIterating(i / 2);
                lab.timeline.advance(Duration.ofMillis(1));
                lab.untilIterating(Integer.parseInt(parts[i + 1]));
                now = at;
            }
        }
    }

    @Test
    void numbers_in_a_change_are_those_of_the_whole_test() {
        try (ScenarioLab lab = lab(new Workload.ConstantVus(6, SECOND), 0)) {
            lab.makeVus(2);
            lab.scenario.start();
            lab.untilIterating(2);

            lab.scenario.retarget(ExecutorLab.vus(10));
            lab.untilIterating(4);

            assertThat(lab.scenario.desired()).containsEntry("vus", 10);
            assertThat(lab.pool.initialized()).isEqualTo(4);
        }
    }

    private static ScenarioLab lab(Workload workload, int third) {
        return new ScenarioLab(workload, Duration.ZERO, 0, share("0,1/3,2/3,1", third));
    }

    private static Share share(String sequence, int index) {
        String[] points = sequence.split(",");
        Segmentation read = Segmentation.of(points[index] + ":" + points[index + 1], sequence);
        return ((Segmentation.Valid) read).share();
    }

    private static Scenario scenario(Workload workload) {
        return new Scenario("s", workload, Duration.ZERO, Duration.ZERO, "default", Map.of(), Map.of());
    }
}
