package io.loadbank.metric;

/**
 * One who wants every sample of a run with its time. Called by whoever takes the sample, the VUs' threads among them:
 * it must neither block nor throw.
 */
public interface SampleTap {

    /** The time now, in nanoseconds since the epoch. */
    long epochNanos();

    void take(TappedSamples samples);
}
