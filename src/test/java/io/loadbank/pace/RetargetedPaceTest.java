package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetargetedPaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        // 10/s, changed at a time in ms to a rate: due by then, and the next starts in ms
        "0,   20,  1, 50 100 150",
        "50,  10,  1, 100 200 300",
        "50,  20,  1, 75 125 175",
        "50,  5,   1, 150 350 550",
        "75,  100, 1, 77.5 87.5 97.5",
        "99,  1,   1, 109 1109 2109",
        "100, 20,  2, 150 200 250",
        "110, 20,  2, 155 205 255",
        "150, 1000, 2, 150.5 151.5 152.5",
        "1234, 4,  13, 1399 1649 1899"
    })
    void the_begun_part_of_an_event_is_completed_at_the_new_rate(long atMillis, long rate, long due, String next) {
        Pace pace = Pace.steady(10, SECOND).retargeted(atMillis * MILLI, rate, SECOND);
        assertThat(pace.dueBy(atMillis * MILLI)).isEqualTo(due);
        long n = due;
        for (String start : next.split(" ", -1)) {
            assertThat(pace.startNanos(n++)).isEqualTo(PaceTest.millis(start));
        }
    }

    @Test
    void resting_keeps_what_was_begun() {
        Pace resting = Pace.steady(10, SECOND).retargeted(250 * MILLI, 0, SECOND);
        assertThat(resting.total()).isEqualTo(3);
        assertThat(resting.endNanos()).isEqualTo(Pace.NEVER);
        assertThat(resting.startNanos(3)).isEqualTo(Pace.NEVER);
        Pace again = resting.retargeted(5_000 * MILLI, 10, SECOND);
        assertThat(again.startNanos(2)).isEqualTo(200 * MILLI);
        assertThat(again.startNanos(3)).isEqualTo(5_050 * MILLI);
        assertThat(again.startNanos(4)).isEqualTo(5_150 * MILLI);
    }

    @Test
    void the_same_rate_again_and_again_changes_nothing() {
        Random random = new Random(81);
        Pace once = Pace.steady(7, SECOND);
        Pace often = once;
        long at = 0;
        for (int i = 0; i < 1_000; i++) {
            at += random.nextLong(300 * MILLI);
            often = often.retargeted(at, 7, SECOND);
        }
        for (int n = 0; n < 3_000; n++) {
            assertThat(often.startNanos(n)).isEqualTo(once.startNanos(n));
        }
    }

    @Test
    void retargets_at_one_instant_leave_only_the_last() {
        Pace pace = Pace.steady(10, SECOND);
        Pace many = pace;
        for (int rate = 1; rate <= 50; rate++) {
            many = many.retargeted(250 * MILLI, rate, SECOND);
        }
        Pace one = pace.retargeted(250 * MILLI, 50, SECOND);
        for (int n = 0; n < 100; n++) {
            assertThat(many.startNanos(n)).isEqualTo(one.startNanos(n));
        }
    }

    @Test
    void a_ramp_to_a_rate_takes_its_time_and_stays() {
        Pace pace = Pace.steady(10, SECOND).ramped(1_000 * MILLI, Duration.ofSeconds(2), 30, SECOND);
        assertThat(pace.perSecondAt(1_000 * MILLI)).isEqualTo(10);
        assertThat(pace.perSecondAt(2_000 * MILLI)).isCloseTo(20, within(1e-6));
        assertThat(pace.perSecondAt(3_000 * MILLI)).isCloseTo(30, within(1e-6));
        assertThat(pace.perSecondAt(99_000 * MILLI)).isCloseTo(30, within(1e-6));
        assertThat(pace.dueBy(1_000 * MILLI)).isEqualTo(11);
        // 40 of the ramp, by a hair more because whole-nanosecond periods are short
        assertThat(pace.dueBy(3_000 * MILLI)).isEqualTo(51);
        assertThat(pace.startNanos(51)).isCloseTo(3_033_333_333L, within(10L));
        assertThat(pace.startNanos(1_051)).isCloseTo(3_033_333_333L + 1_000L * 33_333_333L, within(10L));
        Pace jump = Pace.steady(10, SECOND).ramped(50 * MILLI, Duration.ZERO, 20, SECOND);
        assertThat(jump.startNanos(1)).isEqualTo(75 * MILLI);
        Pace toRest = Pace.steady(10, SECOND).ramped(1_000 * MILLI, Duration.ofSeconds(2), 0, SECOND);
        assertThat(toRest.total()).isEqualTo(21);
    }

    @Test
    void new_stages_begin_at_the_rate_of_now() {
        Pace pace = PaceTest.ramping("0; 2s->10", SECOND);
        Pace held = pace.retargeted(1_000 * MILLI, Vus.stages("0s->5, 2s->5"), SECOND);
        assertThat(held.dueBy(1_000 * MILLI)).isEqualTo(2);
        assertThat(held.startNanos(2)).isEqualTo(1_100 * MILLI);
        assertThat(held.total()).isEqualTo(12);
        assertThat(held.endNanos()).isEqualTo(3_000 * MILLI);
        Pace on = pace.retargeted(1_000 * MILLI, Vus.stages("1s->10"), SECOND);
        for (int n = 0; n < 10; n++) {
            assertThat(on.startNanos(n)).isEqualTo(pace.startNanos(n));
        }
        assertThat(on.total()).isEqualTo(10);
        Pace after = pace.retargeted(5_000 * MILLI, Vus.stages("1s->10"), SECOND);
        assertThat(after.startNanos(10)).isEqualTo(5_100 * MILLI);
        assertThat(after.perSecondAt(3_000 * MILLI)).isEqualTo(10);
        assertThatThrownBy(() -> pace.retargeted(-1, 3, SECOND)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cursor_goes_on_over_a_change() {
        Pace pace = Pace.steady(1_000, SECOND);
        PaceCursor cursor = pace.from(0);
        while (cursor.startNanos() <= 10_500_000) {
            cursor.advance();
        }
        assertThat(cursor.number()).isEqualTo(11);
        PaceCursor next = pace.retargeted(10_500_000, 100, SECOND).from(cursor.number());
        assertThat(next.startNanos()).isEqualTo(15_500_000);
        next.advance();
        assertThat(next.startNanos()).isEqualTo(25_500_000);
    }

    /** Every change keeps the past, and what follows is still the integral since the start. */
    @Test
    void random_changes_neither_lose_nor_double_an_event() {
        Random random = new Random(82);
        for (int round = 0; round < 100; round++) {
            boolean steady = random.nextBoolean();
            long rate = 1L + random.nextInt(2_000);
            Pace pace = steady
                    ? Pace.steady(rate, SECOND)
                    : Pace.ramping(rate, SECOND, List.of(new Stage(SECOND, 2 * rate)));
            Integral integral = steady
                    ? new Integral(Fraction.ONE, Fraction.of(1, 1_000_000_000 / rate))
                    : new Integral(Fraction.ZERO, Fraction.of(rate, 1_000_000_000));
            long pastNanos = steady ? 0 : 500 * MILLI;
            if (!steady) {
                integral.line(pastNanos, Fraction.of(3 * rate, 2_000_000_000));
            }
            Change change = new Change(pace, integral, pastNanos);
            for (int i = 0; i < 12; i++) {
                change = change.random(random);
            }
            change.integral.assertFollowedBy(change.pace, random, change.atNanos);
            PaceCursor cursor = change.pace.from(0);
            long last = 0;
            for (long n = 0; cursor.startNanos() <= change.atNanos; n++) {
                assertThat(cursor.startNanos()).isGreaterThanOrEqualTo(last).isEqualTo(change.pace.startNanos(n));
                last = cursor.startNanos();
                cursor.advance();
            }
            assertThat(cursor.number()).isEqualTo(change.pace.dueBy(change.atNanos));
        }
    }

    /** A pace that was changed, and the integral of it that has been lived through. */
    private record Change(Pace pace, Integral integral, long atNanos) {
        Change random(Random random) {
            long rate = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(2_000);
            Fraction to = rate == 0 ? Fraction.ZERO : Fraction.of(1, 1_000_000_000 / rate);
            long length = random.nextLong(800 * MILLI);
            long livedNanos = random.nextLong(800 * MILLI);
            Pace next = switch (random.nextInt(3)) {
                case 0 -> {
                    integral.jump(to);
                    integral.line(livedNanos, to);
                    yield pace.retargeted(atNanos, rate, SECOND);
                }
                case 1 -> {
                    ride(length, livedNanos, to);
                    if (livedNanos > length) {
                        integral.line(livedNanos - length, to);
                    }
                    yield pace.ramped(atNanos, Duration.ofNanos(length), rate, SECOND);
                }
                default -> {
                    Fraction target = Fraction.of(rate, 1_000_000_000);
                    ride(length, livedNanos, target);
                    if (livedNanos > length) {
                        integral.line(livedNanos - length, target);
                    }
                    yield pace.retargeted(
                            atNanos,
                            List.of(new Stage(Duration.ofNanos(length), rate), new Stage(SECOND, rate)),
                            SECOND);
                }
            };
            assertThat(next.dueBy(atNanos)).isEqualTo(pace.dueBy(atNanos));
            long due = pace.dueBy(atNanos);
            for (long n = Math.max(0, due - 50); n < due; n++) {
                assertThat(next.startNanos(n)).isEqualTo(pace.startNanos(n));
            }
            assertThat(next.startNanos(due)).isGreaterThanOrEqualTo(atNanos);
            return new Change(next, integral, atNanos + livedNanos);
        }

        /** The line towards a rate as far as it is lived through. */
        private void ride(long length, long livedNanos, Fraction to) {
            if (livedNanos >= length) {
                integral.line(length, to);
            } else {
                Fraction change = to.minus(integral.rate()).times(livedNanos).over(length);
                integral.line(livedNanos, integral.rate().plus(change));
            }
        }
    }

    @Test
    void after_a_change_the_next_event_is_at_most_one_new_period_away_and_they_never_bunch() {
        Random random = new Random(83);
        Pace pace = Pace.steady(100, SECOND);
        long at = 0;
        for (int i = 0; i < 300; i++) {
            at += random.nextLong(50 * MILLI);
            long rate = 1L + random.nextInt(5_000);
            long period = 1_000_000_000 / rate;
            pace = pace.retargeted(at, rate, SECOND);
            long due = pace.dueBy(at);
            assertThat(pace.startNanos(due)).isBetween(at, at + period);
            for (long n = due; n < due + 20; n++) {
                assertThat(pace.startNanos(n + 1) - pace.startNanos(n)).isBetween(period - 1, period + 1);
            }
        }
    }
}
