package io.loadbank.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The exact integral of a rate that goes in straight lines and jumps: what a pace is to follow, for tests. */
final class Integral {
    private record Line(long startNanos, long endNanos, Fraction from, Fraction to, Fraction before) {
        Fraction by(long nanos) {
            long passed = Math.min(nanos, endNanos) - startNanos;
            Fraction slope = to.minus(from).over(endNanos - startNanos);
            return before.plus(from.times(passed))
                    .plus(slope.times(passed).times(passed).over(2));
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private Fraction area;
    private Fraction rate;
    private long atNanos;

    Integral(Fraction area, Fraction rate) {
        this.area = area;
        this.rate = rate;
    }

    void line(long nanos, Fraction to) {
        if (nanos > 0) {
            Line line = new Line(atNanos, atNanos + nanos, rate, to, area);
            lines.add(line);
            atNanos += nanos;
            area = line.by(atNanos);
        }
        rate = to;
    }

    void jump(Fraction to) {
        rate = to;
    }

    Fraction rate() {
        return rate;
    }

    long endNanos() {
        return atNanos;
    }

    Fraction by(long nanos) {
        if (lines.isEmpty()) {
            return area;
        }
        Line last = lines.getFirst();
        for (Line line : lines) {
            if (line.startNanos <= nanos) {
                last = line;
            }
        }
        return last.by(nanos);
    }

    /** What is due is the area, but for the nanosecond that truncated starts may be early. */
    void assertFollowedBy(Pace pace, Random random, long endNanos) {
        if (endNanos == 0) {
            return;
        }
        for (int i = 0; i < 200; i++) {
            long nanos = i == 0 ? endNanos - 1 : random.nextLong(endNanos);
            long due = pace.dueBy(nanos);
            assertThat(due).isGreaterThanOrEqualTo(by(nanos).floor());
            assertThat(due).isLessThanOrEqualTo(by(nanos + 1).floor());
        }
    }
}
