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
    private final RunGenerator generator;
    private boolean judging = true;
    private boolean counting = true;

    RunPulse(RunConductor.Stand stand) {
        this.book = stand.book();
        this.loop = stand.loop();
        this.measurement = stand.measurement();
        this.pool = stand.pool();
        this.thresholds = stand.prepared().thresholds();
        this.generator = stand.generator();
    }

    /**
     * Starts to beat, until the run has ended.
     *
     * @param eachSecond runs after each snapshot
     * @param breached runs when thresholds want the run aborted
     */
    void start(Runnable eachSecond, Runnable breached) {
        nextSecond(eachSecond);
        if (!thresholds.isEmpty()) {
            loop.after(THRESHOLD_INTERVAL, () -> judge(breached));
        }
    }

    /** Leaves the last judgement to the end of the run. */
    void stopJudging() {
        judging = false;
    }

    /** Takes no more samples of the VUs: the test is over. */
    void stopCounting() {
        counting = false;
    }

    private void second(Runnable action, long dueNanos) {
        if (!book.status().state().isEnd()) {
            generator.look(loop.nanoTime() - dueNanos);
            if (counting) {
                measurement.sampleVus(pool);
            }
            measurement.snapshot();
            action.run();
            nextSecond(action);
        }
    }

    private void nextSecond(Runnable action) {
        long dueNanos = loop.nanoTime() + SECOND;
        loop.after(SECOND, () -> second(action, dueNanos));
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
