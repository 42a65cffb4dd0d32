package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GracefulVusTest {
    private static final String V1 = "0; 1s->4, 1s->2, 0.5s->2";
    private static final String V3 = "0; 10s->10, 10s->0";
    private static final String V8 = VuPlanTest.V8;
    private static final String V9 = "10; 10s->5, 5s->10, 10s->0";
    private static final String UPS = " | 0:0..10:10 ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 0  | " + V1 + " | 0:0 .25:1 .5:2 .75:3 1:4 1.5:3 2:2 2.5:0",
                "0  | 9  | " + V1 + " | 0:0 .25:1 .5:2 .75:3 1:4 1.5:3 2:2 11.5:0",
                "0  | 30 | " + V3 + UPS + "11:9..20:0",
                "30 | 30 | " + V3 + UPS + "41:9..49:1 50:0",
                "1  | 30 | " + V3 + UPS + "12:9..21:0",
                "1  | 0  | " + V3 + UPS + "12:9..19:2 20:0",
                "30 | 30 | 2; 0s->5, 2s->3 | 0:2 0:5 31:4 32:0",
                "30 | 30 | 1; 0.5s->1, 0.5s->0, 2.5s->0 | 0:1 31:0",
                "30 | 30 | " + V8 + " | 0:4 1:5 2:6 33:5 42:4 50:1 53:0",
                "30 | 80 | " + V8 + " | 0:4 1:5 2:6 33:5 42:4 50:1 103:0",
                "30 | 3  | " + V8 + " | 0:4 1:5 2:6 26:0",
                "30 | 0  | " + V8 + " | 0:4 1:5 2:6 23:0",
                "3  | 2  | " + V9 + " | 0:10 5:9 7:8 9:7 11:6 12:7 13:8 14:9 15:10 19:9..26:2 27:0",
                "30 | 30 | 0; 2s->2, 2s->0, 2s->2, 2s->0 | 0:0 1:1 2:2 37:1 38:0",
                "30 | 30 | 0; 5s->0 | 0:0",
                // jumps: the reservation falls to what the last half minute needed, and does not go back in time
                "30 | 30 | 5; 1s->5, 0s->2, 1s->3, 60s->3 | 0:5 31:3 92:0",
                "30 | 30 | 5; 1s->5, 0s->2, 0s->4, 60s->4 | 0:5 31:4 91:0",
            })
    void what_may_still_be_busy_falls_later(String rampDown, String stop, String plan, String steps) {
        VuPlan graceful = Vus.raw(plan, Stripe.WHOLE).graceful(Vus.seconds(rampDown), Vus.seconds(stop));
        assertThat(graceful.steps()).isEqualTo(Vus.steps(steps));
    }

    @Test
    void it_is_the_highest_count_of_the_last_while_until_the_limit() {
        Random random = new Random(61);
        for (int round = 0; round < 300; round++) {
            List<Stage> stages = Vus.randomStages(random, 30);
            SegmentSequence sequence = Shares.randomSequence(random);
            Stripe stripe = sequence.stripe(random.nextInt(sequence.segments().size()));
            VuPlan raw = VuPlan.raw(random.nextInt(30), stages, stripe);
            long rampDown = 1 + random.nextLong(30_000_000_000L);
            long stop = random.nextLong(40_000_000_000L);
            VuPlan graceful = raw.graceful(Duration.ofNanos(rampDown), Duration.ofNanos(stop));
            VuPlanTest.assertInOrderOfTime(graceful);
            long sum = 0;
            for (Stage stage : stages) {
                sum += stage.duration().toNanos();
            }
            assertThat(graceful.endNanos()).isLessThanOrEqualTo(sum + stop);
            assertThat(graceful.max()).isEqualTo(raw.max());
            boolean closed = stripe.scale(stages.getLast().target()) > 0;
            List<VuPlan.Step> steps = raw.steps().subList(0, raw.size() - (closed ? 1 : 0));
            for (int i = 0; i < 100; i++) {
                long nanos = random.nextLong(sum + stop);
                assertThat(graceful.countAt(nanos)).isEqualTo(highest(steps, nanos - rampDown, nanos));
                assertThat(graceful.countAt(nanos)).isGreaterThanOrEqualTo(raw.countAt(nanos));
            }
        }
    }

    /** The highest count from one time to another. */
    private static int highest(List<VuPlan.Step> steps, long from, long to) {
        int highest = 0;
        for (int i = 0; i < steps.size(); i++) {
            long until = i + 1 < steps.size() ? steps.get(i + 1).offsetNanos() : Long.MAX_VALUE;
            if (steps.get(i).offsetNanos() <= to && until > from) {
                highest = Math.max(highest, steps.get(i).count());
            }
        }
        return highest;
    }

    @Test
    void vus_switched_off_before_new_stages_keep_their_time() {
        VuPlan plan = Vus.raw("0; 10s->10, 10s->0", Stripe.WHOLE);
        VuPlan changed = plan.retargeted(12_500_000_000L, 8, Vus.stages("0s->2, 60s->2"), Stripe.WHOLE);
        assertThat(changed.graceful(Duration.ofSeconds(5), Duration.ofSeconds(5))
                        .steps())
                .isEqualTo(Vus.steps("0:0..10:10 16:9 17:8 17.5:2 77.5:0"));
    }
}
