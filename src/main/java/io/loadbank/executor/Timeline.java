package io.loadbank.executor;

/** The one thread on which a run's executors live, and its clock. Thread-safe. */
public interface Timeline {

    /** Runs an action on the thread, after those posted before. */
    void post(Runnable action);

    /** Runs an action on the thread after a delay; closing the handle on the thread calls it off for certain. */
    Appointment after(long nanos, Runnable action);

    /** The monotonic clock, in nanoseconds. */
    long nanoTime();

    /** A delayed action that can be called off. */
    interface Appointment {
        void cancel();
    }
}
