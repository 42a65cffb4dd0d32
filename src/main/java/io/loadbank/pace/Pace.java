package io.loadbank.pace;

import io.loadbank.plan.Stage;
import java.time.Duration;
import java.util.List;

/**
 * When the events of an arrival rate start: a function between their number, from 0, and nanoseconds since the pace's
 * own start. Immutable.
 *
 * <p>Events are where the integral of the rate reaches whole numbers, so nothing accumulates an error, nothing is
 * quantised, and a change of rate neither loses nor doubles an event: what was begun of the next one under the old rate
 * is completed under the new. After a change to a steady rate the next event is therefore never further away than one
 * new period, and never more than one event comes of the change itself.
 *
 * <p>A change adds a piece of some hundred bytes and keeps the past; finding an event takes a search over the pieces,
 * walking them with a {@linkplain #from cursor} takes none.
 *
 * <p>An instance of a distributed test serves only the events of its {@linkplain #striped stripe}, at the instants that
 * they have in the whole: numbers and counts here are then its own, rates still the whole's.
 */
public final class Pace {
    /** The start of an event that is not planned, and the end of a pace without one. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The total of a pace without an end. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Legs course;
    private final Leg[] legs;

    /** Events before each leg, and after the last. */
    private final long[] before;

    private final Stripe stripe;

    private Pace(Legs course, Stripe stripe) {
        this.course = course;
        this.legs = course.legs().toArray(new Leg[0]);
        this.before = new long[legs.length + 1];
        for (int i = 0; i < legs.length; i++) {
            before[i + 1] = Wide.plus(before[i], legs[i].events());
        }
        this.stripe = stripe;
    }

    /**
     * The pace of constant arrival rates, by k6's documented scheduling: event {@code n} starts at {@code n * P} with
     * the period {@code P = trunc(timeUnit / rate)} in whole nanoseconds, the first at once. It has no end; a scenario
     * of length {@code d} has the events {@link #dueBy dueBy(d)}.
     *
     * @param rate events per {@code timeUnit}, above 0; above one a nanosecond it is one a nanosecond
     * @param timeUnit above 0
     */
    public static Pace steady(long rate, Duration timeUnit) {
        long periodNanos = periodNanos(positive(rate), timeUnit);
        Legs legs = new Legs(Fraction.of(1, periodNanos), Fraction.ONE);
        return new Pace(legs.steady(1, periodNanos), Stripe.WHOLE);
    }

    /**
     * The pace of ramping arrival rates, by k6's documented scheduling: the rate goes in a straight line from stage to
     * stage, the first event starts when the area under it reaches 1, and starts are truncated to whole nanoseconds.
     * It ends with the stages.
     *
     * @param startRate events per {@code timeUnit}, 0 or more, as the stages' targets
     * @param timeUnit above 0
     */
    public static Pace ramping(long startRate, Duration timeUnit, List<Stage> stages) {
        Legs legs = new Legs(Fraction.of(startRate, unitNanos(timeUnit)), Fraction.ZERO);
        return new Pace(legs.follow(stages, timeUnit), Stripe.WHOLE);
    }

    /** This pace of the whole, as an instance serves it that owns a stripe of its events. */
    public Pace striped(Stripe own) {
        return new Pace(course, own);
    }

    /**
     * This pace until a time, then a steady rate without end.
     *
     * <p>All retargets keep the events planned until {@code atNanos}, that instant included, under their numbers and
     * starts, late or not; the next number follows on.
     *
     * @param rate events per {@code timeUnit}; 0 rests
     */
    public Pace retargeted(long atNanos, long rate, Duration timeUnit) {
        return new Pace(steadyFrom(past(atNanos), rate, timeUnit), stripe);
    }

    /** This pace until a time, then stages that begin at the rate it has then. It ends with the stages. */
    public Pace retargeted(long atNanos, List<Stage> stages, Duration timeUnit) {
        return new Pace(past(atNanos).follow(stages, timeUnit), stripe);
    }

    /** This pace until a time, then in a straight line to a steady rate, reached after {@code length} and kept. */
    public Pace ramped(long atNanos, Duration length, long rate, Duration timeUnit) {
        Legs legs = past(atNanos);
        if (rate == 0) {
            legs.follow(length.toNanos(), 0, unitNanos(timeUnit));
        } else {
            legs.follow(length.toNanos(), 1, periodNanos(rate, timeUnit));
        }
        return new Pace(steadyFrom(legs, rate, timeUnit), stripe);
    }

    /** The planned start of the {@code n}-th event, from 0, or {@link #NEVER}; never falling with {@code n}. */
    public long startNanos(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("events are numbered from 0, not " + n);
        }
        if (n >= total()) {
            return NEVER;
        }
        long event = stripe.element(n);
        return startOf(event, legOf(event));
    }

    /** How many events have planned starts at or before a time; exactly the inverse of {@link #startNanos}. */
    public long dueBy(long elapsedNanos) {
        int leg = legAt(elapsedNanos);
        return leg < 0 ? 0 : stripe.scale(Wide.plus(before[leg], legs[leg].by(elapsedNanos)));
    }

    /** How many events there are, or {@link #UNLIMITED}. */
    public long total() {
        long whole = before[legs.length];
        return whole == UNLIMITED ? UNLIMITED : stripe.scale(whole);
    }

    /** The end of the last stage, or {@link #NEVER}; resting without end is also no end. */
    public long endNanos() {
        return course.atNanos();
    }

    /** The rate of all instances at a time from 0 on, in events per second; after the end the last one. */
    public double perSecondAt(long elapsedNanos) {
        if (elapsedNanos >= course.atNanos()) {
            return course.rate().toDouble() * NANOS_PER_SECOND;
        }
        Leg leg = legs[Math.max(0, legAt(elapsedNanos))];
        Fraction rate = leg.rateAt(Math.min(elapsedNanos, leg.endNanos()));
        return rate.toDouble() * NANOS_PER_SECOND;
    }

    /** Walks the events in order, from the {@code n}-th on. */
    public PaceCursor from(long n) {
        return new PaceCursor(this, n);
    }

    /** The number in the whole of this instance's {@code n}-th event. */
    long event(long n) {
        return stripe.element(n);
    }

    /** The start of an event of the whole that is in a given leg. */
    long startOf(long event, int leg) {
        return legs[leg].startOf(event - before[leg] + 1);
    }

    /** The leg of an event of the whole that is planned. */
    int legOf(long event) {
        int low = 0;
        int high = legs.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before[middle + 1] > event) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The same, for one that is not before the given leg. */
    int legOf(long event, int leg) {
        int found = leg;
        while (before[found + 1] <= event) {
            found++;
        }
        return found;
    }

    /** The last leg that begins at or before a time, or -1. */
    private int legAt(long nanos) {
        int low = 0;
        int high = legs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (legs[middle].startNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Legs past(long atNanos) {
        if (atNanos < 0) {
            throw new IllegalArgumentException("before the start: " + atNanos);
        }
        return course.until(atNanos);
    }

    private static Legs steadyFrom(Legs legs, long rate, Duration timeUnit) {
        return rate == 0 ? legs.steady(0, unitNanos(timeUnit)) : legs.steady(1, periodNanos(positive(rate), timeUnit));
    }

    private static long periodNanos(long rate, Duration timeUnit) {
        return Math.max(1, unitNanos(timeUnit) / rate);
    }

    private static long unitNanos(Duration timeUnit) {
        return positive(timeUnit.toNanos());
    }

    private static long positive(long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("must be above 0: " + value);
        }
        return value;
    }
}
