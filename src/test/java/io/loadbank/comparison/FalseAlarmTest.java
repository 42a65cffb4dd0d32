package io.loadbank.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.comparison.ComparisonTest.Likeness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often two runs of the same are told apart. {@code -Dloadbank.pairs=1000} simulates longer, for the figures in
 * docs/compare.md; the seeds are fixed, so that a number of pairs always gives the same answer.
 */
class FalseAlarmTest {
    private static final int PAIRS = Integer.getInteger("loadbank.pairs", 30);

    /** A tenth of the seconds' spread is new in each: what was there is half gone after seven seconds. */
    private static final Likeness DRIFTING = Likeness.USUAL.wander(0.15);

    private record Tally(double falseAlarms, double unclear) {}

    /** Far from all others. */
    private static long seed(int number) {
        return number * 0x9E3779B97F4A7C15L;
    }

    /** Of latency, in per cent of all pairs. */
    private static Tally tally(Likeness like, int seconds) {
        int alarms = 0;
        int unclear = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            var comparison = Comparison.of(
                    ComparisonTest.recording(like, seed(2 * pair), seconds, 10),
                    ComparisonTest.recording(like, seed(2 * pair + 1), seconds, 10));
            Verdict verdict = comparison.metrics().stream()
                    .filter(it -> it.metric().name().equals("http_req_duration"))
                    .findFirst()
                    .orElseThrow()
                    .verdict();
            alarms += verdict == Verdict.WORSE || verdict == Verdict.BETTER ? 1 : 0;
            unclear += verdict == Verdict.UNCLEAR ? 1 : 0;
        }
        return new Tally(100.0 * alarms / PAIRS, 100.0 * unclear / PAIRS);
    }

    @ParameterizedTest
    @CsvSource({"60", "120", "400"})
    void independent_seconds_seldom_raise_a_false_alarm(int seconds) {
        Tally tally = tally(Likeness.USUAL, seconds);

        report("independent", seconds, tally);
        assertThat(tally.falseAlarms()).isLessThanOrEqualTo(7);
        assertThat(tally.unclear()).isLessThanOrEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"60, 20", "120, 15", "400, 10"})
    void latencies_that_drift_raise_few(int seconds, double most) {
        Tally tally = tally(DRIFTING, seconds);

        report("drifting", seconds, tally);
        assertThat(tally.falseAlarms()).isLessThanOrEqualTo(most);
    }

    private static void report(String like, int seconds, Tally tally) {
        if (System.getProperty("loadbank.pairs") != null) {
            System.out.printf(
                    "%s, %d s, %d pairs: false alarms %.1f %%, unclear %.1f %%%n",
                    like, seconds, PAIRS, tally.falseAlarms(), tally.unclear());
        }
    }
}
