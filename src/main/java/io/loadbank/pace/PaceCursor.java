package io.loadbank.pace;

/**
 * Walks the events of a pace in their order, without searching for each. Of one thread.
 *
 * <p>It stands on an event until {@link #advance}. A retargeted pace takes over at {@link #number()}.
 */
public final class PaceCursor {
    private final Pace pace;
    private final long total;
    private long number;
    private int leg;
    private long startNanos;

    PaceCursor(Pace pace, long number) {
        this.pace = pace;
        this.total = pace.total();
        this.number = number;
        this.leg = number < total ? pace.legOf(pace.event(number)) : 0;
        look();
    }

    /** The event's number, from 0. */
    public long number() {
        return number;
    }

    /** The event's planned start, or {@link Pace#NEVER} when there are no more. */
    public long startNanos() {
        return startNanos;
    }

    /** Goes on to the next event, if there is one. */
    public void advance() {
        if (number < total) {
            number++;
            look();
        }
    }

    private void look() {
        if (number >= total) {
            startNanos = Pace.NEVER;
            return;
        }
        long event = pace.event(number);
        leg = pace.legOf(event, leg);
        startNanos = pace.startOf(event, leg);
    }
}
