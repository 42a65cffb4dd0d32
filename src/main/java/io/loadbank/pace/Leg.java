package io.loadbank.pace;

/**
 * A stretch of a pace with one formula. Times are nanoseconds since the pace's own start.
 *
 * <p>The events of a pace are where the area under its rate reaches a whole number. A leg begins with what the area
 * had begun of the next event, and numbers its own events from 1.
 */
sealed interface Leg permits SteadyLeg, RampLeg {

    long startNanos();

    long lengthNanos();

    /** How many events are planned within it, its very end included. */
    long events();

    /** The planned start of its {@code k}-th event, from 1 to {@link #events()}; never falling with {@code k}. */
    long startOf(long k);

    /** How many of its events have planned starts at or before a time that is not before its own start. */
    long by(long nanos);

    /** The area from its start to a time within it, with the begun part before: exact. */
    Fraction areaBy(long nanos);

    /** Events per nanosecond at a time within it. */
    Fraction rateAt(long nanos);

    /** The same leg, ended at a time within it after the events planned until then. */
    Leg until(long nanos);

    default long endNanos() {
        return Wide.plus(startNanos(), lengthNanos());
    }
}
