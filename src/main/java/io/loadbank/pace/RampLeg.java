package io.loadbank.pace;

/**
 * A leg whose rate changes in a straight line, from {@code f} to {@code g} events per nanosecond over {@code d}.
 *
 * <p>The {@code k}-th event starts where the area {@code f t + (g - f) t² / 2d} reaches {@code x = k - begun}. Solved
 * for {@code t} that is k6's documented formula {@code (fd - sqrt(d(f²d + 2x(g - f)))) / (f - g)}. That form loses
 * digits where its terms cancel, so the same root is taken as {@code 2x / (f + sqrt(f² + 2x(g - f)/d))}, in which all
 * terms have one sign when the rate rises; when it falls, the ramp is walked backwards from its end. What is begun and
 * left at the ends is worked out exactly, so the error is a few parts in 10<sup>16</sup> of the leg, whatever was
 * before.
 */
final class RampLeg implements Leg {
    /** A time this close to a whole nanosecond, relatively, is that nanosecond: rounding must not truncate it away. */
    private static final double NOISE = 0x1p-50;

    private final long startNanos;
    private final long lengthNanos;
    private final long events;
    private final Ramp ramp;

    /** The whole ramp, of which the leg may have been cut short. */
    private record Ramp(
            long lengthNanos,
            long events,
            Fraction begun,
            Fraction from,
            Fraction to,
            double firstLeft,
            double endBegun,
            double f,
            double g) {

        Fraction areaBy(long passedNanos) {
            Fraction change = to.minus(from).times(passedNanos).over(lengthNanos);
            return begun.plus(from.plus(change.over(2)).times(passedNanos));
        }
    }

    private RampLeg(long startNanos, long lengthNanos, long events, Ramp ramp) {
        this.startNanos = startNanos;
        this.lengthNanos = lengthNanos;
        this.events = events;
        this.ramp = ramp;
    }

    /**
     * @param lengthNanos above 0
     * @param from events per nanosecond
     * @param begun of the first event; see {@link SteadyLeg}
     */
    static RampLeg of(long startNanos, long lengthNanos, Fraction from, Fraction to, Fraction begun) {
        Fraction area = begun.plus(from.plus(to).over(2).times(lengthNanos));
        long events = Math.max(0, area.floor());
        Ramp ramp = new Ramp(
                lengthNanos,
                events,
                begun,
                from,
                to,
                Fraction.ONE.minus(begun).toDouble(),
                area.minus(Fraction.of(events)).toDouble(),
                from.toDouble(),
                to.toDouble());
        return new RampLeg(startNanos, lengthNanos, events, ramp);
    }

    @Override
    public long startOf(long k) {
        long offset = ramp.g >= ramp.f ? fromStart(k) : ramp.lengthNanos - toEnd(k);
        return Wide.plus(startNanos, Math.clamp(offset, 0, lengthNanos));
    }

    /** Rising: nanoseconds from the start of the ramp. */
    private long fromStart(long k) {
        double nanos = root((k - 1) + ramp.firstLeft, ramp.f, ramp.g);
        return (long) (nanos * (1 + NOISE));
    }

    /** Falling: nanoseconds to the end of the ramp, which rises when walked backwards. */
    private long toEnd(long k) {
        double nanos = root((ramp.events - k) + ramp.endBegun, ramp.g, ramp.f);
        return (long) Math.ceil(nanos * (1 - NOISE));
    }

    private double root(double area, double low, double high) {
        if (area <= 0) {
            return 0;
        }
        return 2 * area / (low + Math.sqrt(low * low + 2 * area * (high - low) / ramp.lengthNanos));
    }

    /** The last event by bisection over {@link #startOf}, so that both always agree. */
    @Override
    public long by(long nanos) {
        if (nanos - startNanos >= lengthNanos) {
            return events;
        }
        long low = 0;
        long high = events;
        while (low < high) {
            long middle = high - (high - low) / 2;
            if (startOf(middle) <= nanos) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public Fraction areaBy(long nanos) {
        return ramp.areaBy(nanos - startNanos);
    }

    @Override
    public Fraction rateAt(long nanos) {
        return ramp.from.plus(ramp.to.minus(ramp.from).times(nanos - startNanos).over(ramp.lengthNanos));
    }

    @Override
    public RampLeg until(long nanos) {
        return new RampLeg(startNanos, nanos - startNanos, by(nanos), ramp);
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long lengthNanos() {
        return lengthNanos;
    }

    @Override
    public long events() {
        return events;
    }
}
