package io.loadbank.output;

import io.loadbank.metric.SeriesSnapshot;
import io.loadbank.metric.TappedSamples;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** An output of totals: its thread asks for the values of all time series now and then and sends them. */
final class SeriesFeed implements RunOutput {
    private final SeriesPush push;
    private final OutputTally tally;
    private final Supplier<List<SeriesSnapshot>> series;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean finishing;
    private volatile long deadlineNanos;

    SeriesFeed(
            String name, SeriesPush push, OutputTally tally, Supplier<List<SeriesSnapshot>> series, Duration interval) {
        this.push = push;
        this.tally = tally;
        this.series = series;
        this.intervalNanos = interval.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("output-" + name).unstarted(this::run);
    }

    @Override
    public boolean takesSamples() {
        return false;
    }

    @Override
    public void offer(TappedSamples samples) {
        // it looks at totals only
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void finish(Duration within) {
        deadlineNanos = System.nanoTime() + within.toNanos();
        finishing = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        thread.join(
                Math.max(1, Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis()));
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(1_000);
        }
    }

    @Override
    public OutputStatus status() {
        return tally.status();
    }

    private void run() {
        try {
            long next = System.nanoTime() + intervalNanos;
            while (!finishing) {
                long left = next - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else {
                    next += intervalNanos;
                    once();
                }
                if (Thread.interrupted()) {
                    return;
                }
            }
            once();
            push.end(System.currentTimeMillis());
        } catch (InterruptedException _) {
            tally.lost(0, "the time to send the last values was over");
        } catch (IOException e) {
            tally.failing(text(e));
        } catch (RuntimeException e) {
            tally.failing("defect in the daemon: " + e);
        } finally {
            push.close();
        }
    }

    private void once() throws InterruptedException {
        int values = push.prepare(series.get(), System.currentTimeMillis());
        try {
            push.send();
            tally.sent(values);
            tally.works();
        } catch (IOException e) {
            tally.dropped(values);
            tally.lostBecause(text(e));
            tally.failing(text(e));
        } catch (InterruptedException e) {
            tally.dropped(values);
            throw e;
        }
    }

    private static String text(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
