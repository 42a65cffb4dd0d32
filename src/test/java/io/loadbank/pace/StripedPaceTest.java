package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripedPaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6  | 0 300 600 900      / 100 400 700 1000 / 200 500 800",
                "7  | 0 300 500 700 1000 / 100 400 800      / 200 600 900",
                "10 | 0 300 500 800 1000 / 100 400 700      / 200 600 900",
                "2  | 0 200 400 600 800 1000 / 100 300 500 700 900 / -",
            })
    void instances_interleave_at_the_instants_of_the_whole(long maxVus, String starts) {
        List<Share> shares = Shares.all(Shares.THIRDS);
        String[] expected = starts.split("/", -1);
        for (int k = 0; k < shares.size(); k++) {
            Optional<Share> share = shares.get(k).resegmented(maxVus);
            String[] millis = expected[k].strip().split(" +", -1);
            assertThat(share.isPresent()).isEqualTo(!millis[0].equals("-"));
            if (share.isPresent()) {
                Pace pace = Pace.steady(10, SECOND).striped(share.get().stripe());
                assertThat(pace.dueBy(1_000_000_000)).isEqualTo(millis.length);
                PaceCursor cursor = pace.from(0);
                for (String start : millis) {
                    assertThat(cursor.startNanos()).isEqualTo(PaceTest.millis(start));
                    cursor.advance();
                }
            }
        }
    }

    @Test
    void a_ramp_in_halves() {
        String[] expected = {"632 1095 1414 1673 1897", "894 1265 1549 1789 2000"};
        List<Share> shares = Shares.all(Shares.HALVES);
        for (int k = 0; k < 2; k++) {
            Stripe stripe = shares.get(k).resegmented(6).orElseThrow().stripe();
            Pace pace = PaceTest.ramping("0; 2s->10", SECOND).striped(stripe);
            assertThat(pace.total()).isEqualTo(5);
            String[] millis = expected[k].split(" ", -1);
            for (int n = 0; n < millis.length; n++) {
                assertThat(Math.round(pace.startNanos(n) / 1e6)).isEqualTo(Long.parseLong(millis[n]));
            }
            PaceTest.assertConsistent(pace);
        }
    }

    @Test
    void the_events_of_all_instances_are_those_of_the_whole_over_changes_too() {
        Random random = new Random(91);
        for (int round = 0; round < 60; round++) {
            SegmentSequence sequence = Shares.randomSequence(random);
            long at = random.nextLong(2_000_000_000L);
            Pace whole = PaceTest.ramping("5; 1s->200, 0s->50, 1s->10", SECOND)
                    .retargeted(at, Vus.stages("0.3s->30, 0.7s->300, 1s->0"), SECOND);
            long[] served = new long[sequence.segments().size()];
            for (long n = 0; n < whole.total(); n++) {
                int owner = 0;
                while (!sequence.stripe(owner).owns(n)) {
                    owner++;
                }
                Pace own = whole.striped(sequence.stripe(owner));
                assertThat(own.startNanos(served[owner]++)).isEqualTo(whole.startNanos(n));
            }
            long nanos = random.nextLong(4_000_000_000L);
            long due = 0;
            for (int k = 0; k < served.length; k++) {
                Pace own = whole.striped(sequence.stripe(k));
                assertThat(own.total()).isEqualTo(served[k]);
                due += own.dueBy(nanos);
                PaceTest.assertConsistent(own);
            }
            assertThat(due).isEqualTo(whole.dueBy(nanos));
        }
    }
}
