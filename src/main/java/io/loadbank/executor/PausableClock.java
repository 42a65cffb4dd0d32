package io.loadbank.executor;

/**
 * Time that passed, pauses excluded. Started, paused and resumed by one thread, read by any.
 *
 * <p>Several parties may pause it; it goes on when the last of them resumes.
 */
public final class PausableClock {

    /** Read as a whole. {@code sinceNanos} counts only while the clock goes. */
    private record Reading(boolean going, long passedNanos, long sinceNanos) {}

    private final Timeline timeline;
    private volatile Reading reading = new Reading(false, 0, 0);
    private volatile int pauses;
    private boolean started;

    public PausableClock(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Starts the clock, or lets it wait for the end of a pause. */
    public void start(long passedNanos) {
        started = true;
        reading = new Reading(pauses == 0, passedNanos, timeline.nanoTime());
    }

    public void pause() {
        int before = pauses;
        pauses = before + 1;
        if (before == 0) {
            reading = new Reading(false, elapsedNanos(), 0);
        }
    }

    public void resume() {
        int before = pauses;
        pauses = Math.max(0, before - 1);
        if (before == 1 && started) {
            reading = new Reading(true, reading.passedNanos, timeline.nanoTime());
        }
    }

    /** Freezes the clock for good. */
    public void stop() {
        started = false;
        reading = new Reading(false, elapsedNanos(), 0);
    }

    /** Whether time passes: it was started, and is neither paused nor stopped. */
    public boolean isGoing() {
        return reading.going;
    }

    public boolean isPaused() {
        return pauses > 0;
    }

    public long elapsedNanos() {
        Reading now = reading;
        return now.going ? now.passedNanos + timeline.nanoTime() - now.sinceNanos : now.passedNanos;
    }
}
