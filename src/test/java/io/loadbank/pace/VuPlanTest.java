package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadbank.plan.Stage;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VuPlanTest {
    static final String V8 = "4; 2s->6, 5s->1, 4s->5, 4s->1, 3s->4, 2s->4, 0s->1, 3s->1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0; 1s->4, 1s->2, 0.5s->2 | 0:0 .25:1 .5:2 .75:3 1:4 1.5:3 2:2 2.5:0",
                "0; 1s->3, 0.6s->0, 0.6s->2 | 0:0 .333333334:1 .666666667:2 1:3 1.2:2 1.4:1 1.6:0 1.9:1 2.2:2 2.2:0",
                "0; 10s->10, 10s->0 | 0:0..10:10 11:9..20:0",
                "5; 1s->5, 0s->3, 1s->3 | 0:5 1:3 2:0",
                "2; 0s->5, 2s->3 | 0:2 0:5 1:4 2:3 2:0",
                "1; 0.5s->1, 0.5s->0, 2.5s->0 | 0:1 1:0",
                "0; 7s->3 | 0:0 2.333333334:1 4.666666667:2 7:3 7:0",
                V8 + " | 0:4..2:6 3:5..7:1 8:2..11:5 12:4..15:1 16:2..18:4 20:1 23:0",
                "10; 10s->5, 5s->10, 10s->0 | 0:10..10:5 11:6..15:10 16:9..25:0",
                "0; 2s->2, 2s->0, 2s->2, 2s->0 | 0:0 1:1 2:2 3:1 4:0 5:1 6:2 7:1 8:0",
                "0; 5s->0 | 0:0",
                "3; 0s->0, 2s->0 | 0:3 0:0",
                "1; 0s->1 | 0:1 0:0",
            })
    void a_raw_plan_has_a_step_per_vu(String plan, String steps) {
        assertThat(Vus.raw(plan, Stripe.WHOLE).steps()).isEqualTo(Vus.steps(steps));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0; 10s->10, 10s->0 | 0.5:0 1:1 2.5:2 9.99:9 10:10 12:8 19.5:1 20:0",
                "1; 30s->10, 60s->10, 30s->0 | 2.5:1 5:2 7:3 10:4 20:7 29:9 30:10 90:10 100:7 119:1 120:0",
                "10; 10s->5, 5s->10, 10s->0 | 1:10 2.5:9 5:8 9.99:6 10:5 12:7 15:10 19.5:6",
            })
    void the_count_at_a_time_includes_a_step_at_that_time(String plan, String samples) {
        VuPlan raw = Vus.raw(plan, Stripe.WHOLE);
        for (VuPlan.Step sample : Vus.steps(samples)) {
            assertThat(raw.countAt(sample.offsetNanos())).as("%s", sample).isEqualTo(sample.count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0; 1s->4            | 0,1/2,1     | 0:0 .25:1 .75:2 1:0 / 0:0 .5:1 1:2 1:0",
                "0; 10s->10, 10s->0  | 0,1/3,2/3,1 | 0:0 1:1 4:2 7:3 10:4 11:3 14:2 17:1 20:0"
                        + " / 0:0 2:1 5:2 8:3 13:2 16:1 19:0 / 0:0 3:1 6:2 9:3 12:2 15:1 18:0",
            })
    void an_instance_has_the_steps_of_its_slots(String plan, String sequence, String steps) {
        String[] expected = steps.split("/", -1);
        List<Share> shares = Shares.all(sequence);
        for (int k = 0; k < shares.size(); k++) {
            assertThat(Vus.raw(plan, shares.get(k).stripe()).steps()).isEqualTo(Vus.steps(expected[k]));
        }
    }

    @Test
    void instances_add_up_to_the_whole_at_every_instant() {
        Random random = new Random(51);
        for (int round = 0; round < 200; round++) {
            SegmentSequence sequence = Shares.randomSequence(random);
            List<Stage> stages = Vus.randomStages(random, 50);
            long start = random.nextInt(50);
            VuPlan whole = VuPlan.raw(start, stages, Stripe.WHOLE);
            for (VuPlan.Step step : whole.steps()) {
                for (long nanos = step.offsetNanos() - 1; nanos <= step.offsetNanos() + 1; nanos++) {
                    int sum = 0;
                    for (int k = 0; k < sequence.segments().size(); k++) {
                        sum += VuPlan.raw(start, stages, sequence.stripe(k)).countAt(nanos);
                    }
                    assertThat(sum).isEqualTo(whole.countAt(nanos));
                }
            }
        }
    }

    /** Never above when it rises; when it falls, above by less than the one VU that goes at the end of its step. */
    @Test
    void a_plan_is_the_line_rounded_down_going_up_and_up_going_down() {
        Random random = new Random(52);
        for (int round = 0; round < 300; round++) {
            List<Stage> stages = Vus.randomStages(random, 1_000);
            VuPlan plan = VuPlan.raw(random.nextInt(1_000), stages, Stripe.WHOLE);
            long startNanos = 0;
            long from = plan.count(0);
            for (Stage stage : stages) {
                long length = stage.duration().toNanos();
                for (int i = 0; i < 20 && length > 0; i++) {
                    long passed = random.nextLong(length);
                    BigInteger line = BigInteger.valueOf(stage.target() - from).multiply(BigInteger.valueOf(passed));
                    BigInteger[] moved = line.abs().divideAndRemainder(BigInteger.valueOf(length));
                    long steps = moved[0].longValueExact();
                    long count = stage.target() > from ? from + steps : from - steps;
                    assertThat(plan.countAt(startNanos + passed)).isEqualTo((int) count);
                }
                startNanos += length;
                from = stage.target();
            }
            assertThat(plan.countAt(startNanos)).isZero();
            assertThat(plan.endNanos()).isLessThanOrEqualTo(startNanos);
            assertInOrderOfTime(plan);
        }
    }

    @Test
    void a_ramp_has_the_same_steps_and_stays() {
        VuPlan up = VuPlan.ramp(10, 14, Duration.ofSeconds(2), Stripe.WHOLE);
        assertThat(up.steps()).isEqualTo(Vus.steps("0:10 .5:11 1:12 1.5:13 2:14"));
        assertThat(up.countAt(Long.MAX_VALUE)).isEqualTo(14);
        VuPlan down = VuPlan.ramp(3, 0, Duration.ofSeconds(1), Stripe.WHOLE);
        assertThat(down.steps()).isEqualTo(Vus.steps("0:3 .333333334:2 .666666667:1 1:0"));
        assertThat(VuPlan.ramp(10, 1_000, Duration.ZERO, Stripe.WHOLE).steps()).isEqualTo(Vus.steps("0:10 0:1000"));
        assertThat(down.shifted(500_000_000).steps()).isEqualTo(Vus.steps(".5:3 .833333334:2 1.166666667:1 1.5:0"));
    }

    @Test
    void new_stages_begin_at_the_count_of_now() {
        VuPlan plan = Vus.raw("0; 10s->10, 10s->0", Stripe.WHOLE);
        VuPlan changed = plan.retargeted(4_500_000_000L, 4, Vus.stages("2s->8, 1s->8"), Stripe.WHOLE);
        assertThat(changed.steps()).isEqualTo(Vus.steps("0:0..4:4 5:5 5.5:6 6:7 6.5:8 7.5:0"));
        assertThat(changed.stepsBy(4_500_000_000L)).isEqualTo(5);
        VuPlan again = changed.retargeted(8_000_000_000L, 8, Vus.stages("1s->10"), Stripe.WHOLE);
        assertThat(again.steps()).isEqualTo(Vus.steps("0:0..4:4 5:5 5.5:6 6:7 6.5:8 8.5:9 9:10 9:0"));
    }

    @Test
    void new_stages_of_all_instances_add_up_to_those_of_the_whole() {
        Random random = new Random(53);
        for (int round = 0; round < 100; round++) {
            SegmentSequence sequence = Shares.randomSequence(random);
            List<Stage> stages = Vus.randomStages(random, 30);
            List<Stage> next = Vus.randomStages(random, 30);
            long at = random.nextLong(20_000_000_000L);
            VuPlan before = VuPlan.raw(7, stages, Stripe.WHOLE);
            VuPlan whole = before.retargeted(at, before.countAt(at), next, Stripe.WHOLE);
            assertInOrderOfTime(whole);
            for (VuPlan.Step step : whole.steps()) {
                int sum = 0;
                for (int k = 0; k < sequence.segments().size(); k++) {
                    Stripe stripe = sequence.stripe(k);
                    VuPlan own = VuPlan.raw(7, stages, stripe).retargeted(at, before.countAt(at), next, stripe);
                    sum += own.countAt(step.offsetNanos());
                }
                assertThat(sum).isEqualTo(whole.countAt(step.offsetNanos()));
            }
        }
    }

    @Test
    void huge_durations_and_counts_are_exact_or_end_after_292_years() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        VuPlan plan = VuPlan.raw(0, List.of(new Stage(longest, 1_000_000)), Stripe.WHOLE);
        BigInteger all = BigInteger.valueOf(1_000_000);
        for (int m : new int[] {1, 2, 3, 499_999, 777_777, 999_999, 1_000_000}) {
            BigInteger rest = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(1_000_000 - m));
            assertThat(plan.offsetNanos(m))
                    .isEqualTo(Long.MAX_VALUE - rest.divide(all).longValueExact());
            assertThat(plan.count(m)).isEqualTo(m);
        }
        VuPlan endless = VuPlan.raw(0, List.of(new Stage(longest, 1), new Stage(longest, 3)), Stripe.WHOLE);
        assertThat(endless.max()).isEqualTo(3);
        assertThat(endless.endNanos()).isEqualTo(Long.MAX_VALUE);
        assertInOrderOfTime(endless);
    }

    @Test
    void plans_that_would_not_fit_are_refused() {
        List<Stage> saw = Vus.stages("1s->9000000, 1s->0, 1s->9000000");
        assertThat(VuPlan.changes(5, saw)).isEqualTo(26_999_995);
        assertThatThrownBy(() -> VuPlan.raw(5, saw, Stripe.WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plan of more than 10000000 steps");
        assertThatThrownBy(() -> VuPlan.raw(-1, saw, Stripe.WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a number of VUs: -1");
    }

    static void assertInOrderOfTime(VuPlan plan) {
        for (int i = 1; i < plan.size(); i++) {
            assertThat(plan.offsetNanos(i)).isGreaterThanOrEqualTo(plan.offsetNanos(i - 1));
            assertThat(plan.count(i)).isNotEqualTo(plan.count(i - 1)).isNotNegative();
        }
        assertThat(plan.count(plan.size() - 1)).isZero();
    }
}
