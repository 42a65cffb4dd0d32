package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import java.io.Closeable;
import java.io.IOException;

/** Writes samples as lines of text to what it was made for. Not thread-safe. */
interface LineFormat extends Closeable {

    /**
     * Writes the lines of some samples.
     *
     * @return how many the format has no text for
     */
    int write(TappedSamples samples) throws IOException;

    void flush() throws IOException;
}
