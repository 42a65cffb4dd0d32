package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import java.io.IOException;
import java.util.List;

/** Writes samples somewhere. Confined to the thread of its {@link SampleFeed}. */
interface SampleWriter {

    /** Before the first samples; tried again later if it fails and {@link #retries()}. */
    void open() throws IOException, InterruptedException;

    /**
     * Writes samples, all or, if it fails, none.
     *
     * @return how many were refused for good and are lost
     * @throws IOException if it failed; with a sentence for the user
     */
    long write(List<TappedSamples> batch) throws IOException, InterruptedException;

    /** Why samples were refused for good. */
    default String refusal() {
        return "some samples could not be written";
    }

    /** Hands on what is buffered. */
    void flush() throws IOException;

    void close() throws IOException;

    /** Whether what failed may work later. */
    boolean retries();
}
