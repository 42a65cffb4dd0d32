package io.loadbank.pace;

/**
 * A leg with one rate, exact to the nanosecond however long it lasts.
 *
 * @param rate events per {@code unitNanos}; 0 rests
 * @param begun of the first event, from 0 to 1; below 0 by less than a nanosecond's worth after a cut, because starts
 *     are truncated to whole nanoseconds
 * @param begunNanos what {@code begun} takes at a rate of one per unit, rounded up
 */
record SteadyLeg(
        long startNanos, long lengthNanos, long events, long rate, long unitNanos, Fraction begun, long begunNanos)
        implements Leg {

    /** A leg whose events are those that the area reaches by its end; {@link Long#MAX_VALUE} nanoseconds never end. */
    static SteadyLeg of(long startNanos, long lengthNanos, long rate, long unitNanos, Fraction begun) {
        long events = rate == 0
                ? 0
                : lengthNanos == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : Math.max(
                                0,
                                begun.plus(area(lengthNanos, rate, unitNanos)).floor());
        long begunNanos = begun.times(unitNanos).ceiling();
        return new SteadyLeg(startNanos, lengthNanos, events, rate, unitNanos, begun, begunNanos);
    }

    private static Fraction area(long nanos, long rate, long unitNanos) {
        return Fraction.of(nanos).times(Fraction.of(rate, unitNanos));
    }

    /** {@code trunc((k - begun) * unit / rate)}; truncating {@code begun * unit} upwards changes nothing in it. */
    @Override
    public long startOf(long k) {
        long offset = Wide.multiplyAddDivide(k, unitNanos, -begunNanos, rate);
        return Wide.plus(startNanos, Math.clamp(offset, 0, lengthNanos));
    }

    @Override
    public long by(long nanos) {
        long passed = nanos - startNanos;
        if (events == 0 || passed >= lengthNanos) {
            return events;
        }
        long k = Wide.multiplyAddDivide(passed + 1, rate, begunNanos - 1, unitNanos);
        return Math.clamp(k, 0, events);
    }

    @Override
    public Fraction areaBy(long nanos) {
        return begun.plus(area(nanos - startNanos, rate, unitNanos));
    }

    @Override
    public Fraction rateAt(long nanos) {
        return Fraction.of(rate, unitNanos);
    }

    @Override
    public SteadyLeg until(long nanos) {
        return new SteadyLeg(startNanos, nanos - startNanos, by(nanos), rate, unitNanos, begun, begunNanos);
    }
}
