package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadbank.plan.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String E = "0; 5s->1, 1s->1, 5s->0";
    private static final String F = "10; 1s->10, 1s->50, 1s->50";
    private static final String I = "0; 10s->100, 10s->100, 10s->0";

    @ParameterizedTest
    @CsvSource({
        "10,   1s,  1,   100000000,   11,   0 100 200 300 400,                               1000",
        "3,    1s,  2,   333333333,   7,    0 333.333333 666.666666 999.999999 1333.333332,  1999.999998",
        "90,   60s, 2,   666666666,   4,    0 666.666666 1333.333332 1999.999998,            1999.999998",
        "7,    3s,  2.5, 428571428,   6,    0 428.571428 857.142856 1285.714284 1714.285712, 2142.85714",
        "30,   60s, 600, 2000000000,  301,  0 2000 4000,                                     600000",
        "1,    10s, 35,  10000000000, 4,    0 10000 20000 30000,                             30000",
        "50,   1s,  1,   20000000,    51,   0 20 40,                                         1000",
        "1000, 1s,  1,   1000000,     1001, 0 1 2,                                           1000",
        "7,    1s,  3,   142857142,   22,   0 142.857142 285.714284,                         2999.999982",
    })
    void a_steady_pace_is_whole_periods_from_zero(
            long rate, String unit, String duration, long period, long ticks, String first, String last) {
        Pace pace = Pace.steady(rate, Vus.seconds(unit.replace("s", "")));
        assertThat(pace.dueBy(Vus.seconds(duration).toNanos())).isEqualTo(ticks);
        String[] firstMillis = first.split(" ", -1);
        for (int n = 0; n < firstMillis.length; n++) {
            assertThat(pace.startNanos(n)).isEqualTo(millis(firstMillis[n]));
        }
        assertThat(pace.startNanos(ticks - 1)).isEqualTo(millis(last));
        for (long n : new long[] {1, 2, 1_000_003, 123_456_789, 900_000_000_000_000L / period}) {
            assertThat(pace.startNanos(n)).isEqualTo(n * period);
            assertThat(pace.dueBy(n * period)).isEqualTo(n + 1);
            assertThat(pace.dueBy(n * period - 1)).isEqualTo(n);
        }
        assertThat(pace.total()).isEqualTo(Pace.UNLIMITED);
        assertThat(pace.endNanos()).isEqualTo(Pace.NEVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | 0; 2s->10 | 1 | 10 | 632.456 894.427 1095.445 1264.911 1414.214 1549.193 1673.320 1788.854"
                        + " 1897.367 2000",
                "B | 10; 2s->0 | 1 | 10 | 102.633 211.146 326.680 450.807 585.786 735.089 904.555 1105.573 1367.544"
                        + " 2000",
                "C | 4; 1.25s->4, 1s->8 | 1 | 11 | 250 500 750 1000 1250 1474.745 1664.214 1831.139 1982.051 2120.829"
                        + " 2250",
                "D | 5; 0s->10, 1s->10 | 1 | 10 | 100 200 300 400 500 600 700 800 900 1000",
                "E | " + E + " | 1 | 6 | 3162.278 4472.136 5500 6527.864 7837.722 11000",
                "F | " + F + " | 1 | 90 | 100 200 300 400 500 600 700 800 900 1000 1085.410 1153.113 1210.977"
                        + " 1262.348",
                "G | 0; 1s->0, 1s->4 | 1 | 2 | 1707.107 2000",
                "H | 6; 30s->6, 30s->12 | 60 | 7 | 10000 20000 30000 38729.833 45825.757 51961.524 57445.626",
                "I | " + I + " | 1 | 2000 | 447.214 632.456 774.597 894.427 1000",
                "J | 20; 1s->5 | 1 | 12 | 50.974 104.061 159.546 217.787 279.241 344.507 414.397 490.059 573.216"
                        + " 666.667 775.560 911.696",
                "K | " + E + " | 0.333333333 | 18 | 1825.7 2582.0 3162.3 3651.5 4082.5 4472.1 4830.5 5166.7 5500.0"
                        + " 5833.3 6169.5 6527.9 6917.5 7348.5 7837.7 8418.0 9174.3 10999.8",
            })
    void a_ramping_pace_starts_events_at_whole_areas(
            String vector, String stages, String unit, long count, String starts) {
        Pace pace = ramping(stages, Vus.seconds(unit));
        assertThat(pace.total()).as(vector).isEqualTo(count);
        PaceCursor cursor = pace.from(0);
        for (String start : starts.split(" ", -1)) {
            int decimals = start.contains(".") ? start.length() - start.indexOf('.') - 1 : 6;
            long tolerance = decimals == 6 ? 0 : decimals == 3 ? 501 : 50_001;
            assertThat(cursor.startNanos()).as(vector).isCloseTo(millis(start), within(tolerance));
            cursor.advance();
        }
        assertThat(pace.startNanos(count)).isEqualTo(Pace.NEVER);
        assertConsistent(pace);
    }

    @Test
    void a_steady_tail_and_the_last_events_of_a_falling_ramp_are_exact() {
        Pace f = ramping(F, SECOND);
        for (int n = 40; n <= 90; n++) {
            assertThat(f.startNanos(n - 1)).isEqualTo(2_000_000_000L + (n - 40) * 20_000_000L);
        }
        Pace i = ramping(I, SECOND);
        assertThat(i.startNanos(1997)).isCloseTo(millis("29367.544"), within(501L));
        assertThat(i.startNanos(1998)).isCloseTo(millis("29552.786"), within(501L));
        assertThat(i.startNanos(1999)).isEqualTo(30_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                I + " | 1:5 2:20 5:125 10:500 15:1000 20:1500 22:1680 25:1875 30:2000 31:2000",
                F + " | 0.5:5 1:10 1.25:13 1.5:20 2:40 2.5:65 3:90 3.5:90",
            })
    void what_is_due_is_the_area(String stages, String counts) {
        Pace pace = ramping(stages, SECOND);
        for (VuPlan.Step expected : Vus.steps(counts)) {
            assertThat(pace.dueBy(expected.offsetNanos())).as("%s", expected).isEqualTo(expected.count());
        }
    }

    @Test
    void the_first_event_of_a_ramp_is_at_area_one_and_so_a_constant_stage_has_one_less() {
        Pace stage = ramping("10; 1s->10", SECOND);
        assertThat(stage.startNanos(0)).isEqualTo(100_000_000);
        assertThat(stage.total()).isEqualTo(10);
        assertThat(Pace.steady(10, SECOND).dueBy(1_000_000_000)).isEqualTo(11);
    }

    @Test
    void nothing_is_due_before_the_start_or_without_a_rate() {
        assertThat(Pace.steady(10, SECOND).dueBy(-1)).isZero();
        assertThat(Pace.steady(10, SECOND).dueBy(0)).isOne();
        assertThat(ramping("0; 1s->0, 0s->9", SECOND).total()).isZero();
        Pace jump = ramping("3; 0s->9", SECOND);
        assertThat(jump.total()).isZero();
        assertThat(jump.dueBy(5)).isZero();
        assertThat(jump.startNanos(0)).isEqualTo(Pace.NEVER);
        assertThat(jump.from(0).startNanos()).isEqualTo(Pace.NEVER);
        assertThat(jump.perSecondAt(0)).isEqualTo(9);
        assertThatThrownBy(() -> Pace.steady(0, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> jump.startNanos(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_rate_at_a_time_follows_the_line() {
        Pace pace = ramping(F, SECOND);
        assertThat(pace.perSecondAt(0)).isEqualTo(10);
        assertThat(pace.perSecondAt(1_500_000_000)).isCloseTo(30, within(1e-9));
        assertThat(pace.perSecondAt(99_000_000_000L)).isEqualTo(50);
        assertThat(Pace.steady(30, Duration.ofMinutes(1)).perSecondAt(5)).isEqualTo(0.5);
    }

    @Test
    void extreme_rates_and_durations_neither_overflow_nor_hang() {
        assertThat(Pace.steady(Long.MAX_VALUE, SECOND).startNanos(12)).isEqualTo(12);
        Pace slow = Pace.steady(1, Duration.ofNanos(Long.MAX_VALUE));
        assertThat(slow.startNanos(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(slow.dueBy(Long.MAX_VALUE - 1)).isOne();
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        List<Stage> huge =
                List.of(new Stage(longest, Long.MAX_VALUE), new Stage(longest, Long.MAX_VALUE), new Stage(longest, 0));
        Pace pace = Pace.ramping(0, Duration.ofNanos(1), huge);
        assertThat(pace.total()).isEqualTo(Pace.UNLIMITED);
        assertThat(pace.dueBy(1_000_000)).isPositive();
        assertThat(pace.startNanos(1_000_000)).isNotNegative();
        Pace years = ramping("0; 3000000000s->1000000", SECOND);
        assertThat(years.total()).isEqualTo(1_500_000_000_000_000L);
        assertThat(years.startNanos(years.total() - 1)).isEqualTo(3_000_000_000_000_000_000L);
    }

    @Test
    void random_ramps_follow_the_area_and_agree_with_themselves() {
        Random random = new Random(71);
        for (int round = 0; round < 150; round++) {
            long unit = 1 + random.nextLong(random.nextBoolean() ? 2_000_000_000L : 100_000_000_000L);
            List<Stage> stages = Vus.randomStages(random, 1 + random.nextInt(200));
            long start = random.nextInt(100);
            Pace pace = Pace.ramping(start, Duration.ofNanos(unit), stages);
            Integral integral = new Integral(Fraction.ZERO, Fraction.of(start, unit));
            for (Stage stage : stages) {
                integral.line(stage.duration().toNanos(), Fraction.of(stage.target(), unit));
            }
            assertThat(pace.endNanos()).isEqualTo(integral.endNanos());
            assertThat(pace.total()).isEqualTo(integral.by(integral.endNanos()).floor());
            integral.assertFollowedBy(pace, random, integral.endNanos());
            assertConsistent(pace);
        }
    }

    @Test
    void a_thousand_stages_leave_no_error_behind() {
        List<Stage> stages = new ArrayList<>();
        Random random = new Random(72);
        for (int i = 0; i < 1_000; i++) {
            stages.add(new Stage(Duration.ofNanos(777_777_777), random.nextInt(20)));
        }
        Duration unit = Duration.ofNanos(333_333_333);
        Pace pace = Pace.ramping(3, unit, stages);
        Integral integral = new Integral(Fraction.ZERO, Fraction.of(3, unit.toNanos()));
        for (Stage stage : stages) {
            integral.line(stage.duration().toNanos(), Fraction.of(stage.target(), unit.toNanos()));
        }
        assertThat(pace.total()).isEqualTo(integral.by(integral.endNanos()).floor());
        integral.assertFollowedBy(pace, random, integral.endNanos());
        assertConsistent(pace);
    }

    /** The cursor, the starts and the counts say the same, and nothing goes back in time. */
    static void assertConsistent(Pace pace) {
        PaceCursor cursor = pace.from(0);
        long last = 0;
        for (long n = 0; n < pace.total(); n++) {
            long start = pace.startNanos(n);
            assertThat(start).isGreaterThanOrEqualTo(last);
            assertThat(cursor.number()).isEqualTo(n);
            assertThat(cursor.startNanos()).isEqualTo(start);
            assertThat(pace.dueBy(start)).isGreaterThan(n);
            assertThat(pace.dueBy(start - 1)).isLessThanOrEqualTo(n);
            cursor.advance();
            last = start;
        }
        assertThat(cursor.startNanos()).isEqualTo(Pace.NEVER);
        cursor.advance();
        assertThat(cursor.number()).isEqualTo(pace.total());
        assertThat(last).isLessThanOrEqualTo(pace.endNanos());
    }

    static Pace ramping(String text, Duration unit) {
        String[] parts = text.split(";", -1);
        return Pace.ramping(Long.parseLong(parts[0].strip()), unit, Vus.stages(parts[1]));
    }

    static long millis(String text) {
        return new BigDecimal(text).movePointRight(6).longValueExact();
    }
}
