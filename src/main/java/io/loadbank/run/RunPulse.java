package io.loadbank.run;

import io.loadbank.executor.VuPool;
import io.loadbank.threshold.Evaluation;
import io.loadbank.threshold.Thresholds;
import io.loadbank.vu.LogSink.Level;
import java.util.concurrent.TimeUnit;

/** What recurs while a run lives: a snapshot each second, a judgement every other. Confined to its loop thread. */
final class RunPulse {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long THRESHOLD_INTERVAL = 2 * SECOND;

    private final RunBook book;
    private final RunLoop loop;
    private final RunMeasurement measurement;
    private final VuPool pool;
    private final Thresholds thresholds;
    private boolean judging = true;

    RunPulse(RunBook book, RunLoop loop, RunMeasurement measurement, VuPool pool, Thresholds thresholds) {
        this.book = book;
        this.loop = loop;
        this.measurement = measurement;
        this.pool = pool;
        this.thresholds = thresholds;
    }

    /**
     * Starts to beat, until the run has ended.
     *
     * @param eachSecond runs after each snapshot
     * @param breached runs when thresholds want the run aborted
     */
    void start(Runnable eachSecond, Runnable breached) {
        loop.after(SECOND, () -> second(eachSecond));
        if (!thresholds.isEmpty()) {
            loop.after(THRESHOLD_INTERVAL, () -> judge(breached));
        }
    }

    /** Leaves the last judgement to the end of the run. */
    void stopJudging() {
        judging = false;
    }

    private void second(Runnable action) {
        if (!book.status().state().isEnd()) {
            measurement.sampleVus(pool);
            measurement.snapshot();
            action.run();
            loop.after(SECOND, () -> second(action));
        }
    }

    private void judge(Runnable breached) {
        if (!judging) {
            return;
        }
        Evaluation evaluation = thresholds.evaluate(measurement.snapshot(), false);
        book.judged(evaluation.results());
        if (evaluation.abort()) {
            book.log()
                    .note(
                            Level.ERROR,
                            "thresholds on metrics '" + String.join(", ", evaluation.breached())
                                    + "' were crossed; at least one has abortOnFail, the test is stopped");
            breached.run();
        } else {
            loop.after(THRESHOLD_INTERVAL, () -> judge(breached));
        }
    }
}
