package io.loadbank.pace;

import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays down the legs of a pace one after the other. What one leg has begun of an event the next one completes: the
 * integral of the rate since the start decides, exactly.
 */
final class Legs {
    private final List<Leg> legs = new ArrayList<>();
    private long atNanos;
    private Fraction begun;
    private Fraction rate;

    /**
     * @param rate events per nanosecond where the first leg begins
     * @param begun of the first event: 1 has it start at once, 0 after a full event's area
     */
    Legs(Fraction rate, Fraction begun) {
        this.rate = rate;
        this.begun = begun;
    }

    /** These legs until a time, with the events planned until then, that time included; then others may follow. */
    Legs until(long nanos) {
        Legs past = new Legs(rate, begun);
        if (nanos >= atNanos) {
            past.legs.addAll(legs);
        } else {
            int last = 0;
            while (last + 1 < legs.size() && legs.get(last + 1).startNanos() <= nanos) {
                last++;
            }
            past.legs.addAll(legs.subList(0, last));
            Leg leg = legs.get(last);
            past.add(nanos < leg.endNanos() ? leg.until(nanos) : leg);
        }
        past.rate = past.rate.coarsened();
        past.begun = past.begun.coarsened();
        past.atNanos = nanos;
        return past;
    }

    /** Each stage in a straight line from the rate before; one without length jumps, one without change is steady. */
    Legs follow(List<Stage> stages, Duration timeUnit) {
        for (Stage stage : stages) {
            follow(stage.duration().toNanos(), stage.target(), timeUnit.toNanos());
        }
        return this;
    }

    /** A straight line to a rate per unit; longer than 292 years since the start is cut there. */
    Legs follow(long givenNanos, long target, long unitNanos) {
        long lengthNanos = Math.min(givenNanos, Long.MAX_VALUE - 1 - atNanos);
        Fraction to = Fraction.of(target, unitNanos);
        if (lengthNanos > 0) {
            add(
                    to.equals(rate)
                            ? SteadyLeg.of(atNanos, lengthNanos, target, unitNanos, begun)
                            : RampLeg.of(atNanos, lengthNanos, rate, to, begun));
        }
        rate = to;
        return this;
    }

    /** One event each period, for ever. */
    Legs steady(long rate, long unitNanos) {
        legs.add(SteadyLeg.of(atNanos, Long.MAX_VALUE, rate, unitNanos, begun));
        this.rate = Fraction.of(rate, unitNanos);
        this.atNanos = Long.MAX_VALUE;
        return this;
    }

    private void add(Leg leg) {
        atNanos = leg.endNanos();
        begun = leg.areaBy(atNanos).minus(Fraction.of(leg.events()));
        rate = leg.rateAt(atNanos);
        if (leg.lengthNanos() > 0 || leg.events() > 0) {
            legs.add(leg);
        }
    }

    List<Leg> legs() {
        return legs;
    }

    /** The end of the last leg; {@link Long#MAX_VALUE} when there is none. */
    long atNanos() {
        return atNanos;
    }

    /** Events per nanosecond after the last leg. */
    Fraction rate() {
        return rate;
    }
}
