package io.loadbank.run;

import io.loadbank.metric.TappedSamples;
import java.time.Duration;

/**
 * One output of one run, with a thread and bounded memory of its own: whatever happens behind it, the run goes on, and
 * what is lost is counted. Thread-safe.
 */
public interface RunOutput {

    /** What stands in the place of a secret. */
    String HIDDEN = "***";

    /** Whether {@link #offer} is of use; otherwise the output asks for the values of all series by itself. */
    boolean takesSamples();

    /** Takes samples if there is room for them; neither blocks nor throws. */
    void offer(TappedSamples samples);

    void start();

    /** Ends the output once what it holds is out, or when the time is over. Does not wait for that. */
    void finish(Duration within);

    /** Waits for the end that {@link #finish} brings. */
    void awaitEnd() throws InterruptedException;

    OutputStatus status();
}
