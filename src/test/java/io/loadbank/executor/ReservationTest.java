package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.pace.Segmentation;
import io.loadbank.pace.Share;
import io.loadbank.plan.Scenario;
import io.loadbank.plan.Stage;
import io.loadbank.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void vus_are_reserved_as_long_as_they_may_still_be_finishing() {
        Reservation held = Reservation.of(
                List.of(
                        scenario("A", new Workload.ConstantVus(5, SECOND.multipliedBy(10)), 0, 30),
                        scenario("B", new Workload.ConstantVus(7, SECOND.multipliedBy(10)), 39, 30),
                        scenario(
                                "C",
                                new Workload.ConstantArrivalRate(1, SECOND, SECOND.multipliedBy(10), 2, 9),
                                40,
                                0)),
                Share.WHOLE);

        assertThat(held).isEqualTo(new Reservation(12, 16, Duration.ofSeconds(79)));
    }

    @Test
    void a_scenario_may_have_the_vus_that_a_ramp_no_longer_needs() {
        List<Stage> ramp = List.of(new Stage(SECOND.multipliedBy(10), 10), new Stage(SECOND.multipliedBy(10), 0));
        Workload.RampingVus ramping = new Workload.RampingVus(0, ramp, SECOND);

        assertThat(Reservation.of(
                        List.of(
                                scenario("ramp", ramping, 0, 30),
                                scenario("next", new Workload.ConstantVus(8, SECOND), 19, 0)),
                        Share.WHOLE))
                .isEqualTo(new Reservation(10, 10, Duration.ofSeconds(21)));
        assertThat(Reservation.of(
                        List.of(
                                scenario("ramp", ramping, 0, 30),
                                scenario("next", new Workload.ConstantVus(8, SECOND), 17, 0)),
                        Share.WHOLE))
                .isEqualTo(new Reservation(12, 12, Duration.ofSeconds(21)));
    }

    @Test
    void a_dip_shorter_than_the_grace_keeps_the_reservation_flat() {
        List<Stage> dip = List.of(
                new Stage(SECOND, 4),
                new Stage(SECOND, 1),
                new Stage(SECOND.multipliedBy(20), 4),
                new Stage(SECOND, 0));

        assertThat(Reservation.of(
                        List.of(
                                scenario("dip", new Workload.RampingVus(4, dip, SECOND.multipliedBy(30)), 0, 30),
                                scenario("other", new Workload.ConstantVus(3, SECOND), 5, 0)),
                        Share.WHOLE))
                .extracting(Reservation::plannedVus)
                .isEqualTo(7);
    }

    @Test
    void a_scenario_without_an_end_has_none() {
        Reservation held = Reservation.of(
                List.of(scenario("free", new Workload.ExternallyControlled(1, 20, Duration.ZERO), 0, 0)), Share.WHOLE);

        assertThat(held).isEqualTo(new Reservation(20, 20, null));
    }

    @ParameterizedTest
    @CsvSource({"0:1/3, 4, 4", "1/3:2/3, 3, 3", "2/3:1, 3, 3"})
    void an_instance_reserves_its_share(String segment, int planned, int possible) {
        Share share = ((Segmentation.Valid) Segmentation.of(segment, "0,1/3,2/3,1")).share();
        List<Stage> up = List.of(new Stage(SECOND, 10), new Stage(SECOND, 0));

        for (Workload workload : List.of(
                new Workload.ConstantVus(10, SECOND),
                new Workload.SharedIterations(10, 20, SECOND),
                new Workload.PerVuIterations(10, 2, SECOND),
                new Workload.RampingVus(0, up, Duration.ZERO),
                new Workload.ConstantArrivalRate(1, SECOND, SECOND, 10, 10))) {
            Reservation held = Reservation.of(List.of(scenario("s", workload, 0, 0)), share);
            assertThat(held.plannedVus()).as(workload.executor()).isEqualTo(planned);
            assertThat(held.maxVus()).as(workload.executor()).isEqualTo(possible);
        }
        assertThat(Reservation.of(List.of(scenario("s", new Workload.ExternallyControlled(1, 10, SECOND), 0, 0)), share)
                        .plannedVus())
                .as("cannot be divided")
                .isEqualTo(10);
    }

    @Test
    void lengths_beyond_all_counting_are_the_longest_there_is() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        Scenario endless = new Scenario(
                "s", new Workload.ConstantVus(1, longest), longest, longest, "default", Map.of(), Map.of());
        List<Stage> stages = List.of(new Stage(longest, 2), new Stage(longest, 2));
        Scenario ramp = new Scenario(
                "r",
                new Workload.RampingArrivalRate(1, SECOND, stages, 1, 1),
                SECOND,
                longest,
                "default",
                Map.of(),
                Map.of());

        assertThat(Reservation.of(List.of(endless, ramp), Share.WHOLE).maxDuration())
                .isEqualTo(longest);
    }

    private static Scenario scenario(String name, Workload workload, long startSeconds, long graceSeconds) {
        return new Scenario(
                name,
                workload,
                Duration.ofSeconds(startSeconds),
                Duration.ofSeconds(graceSeconds),
                "default",
                Map.of(),
                Map.of());
    }
}
