package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import io.loadbank.run.OutputStatus;
import io.loadbank.run.RunOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An output of samples: a bounded queue, and the thread that takes them from there to a {@link SampleWriter}.
 *
 * <p>The load never waits: when the queue is full, samples are dropped and counted. The thread wakes by itself, so that
 * nobody who offers has to wake it.
 */
final class SampleFeed implements RunOutput {
    /** Containers of samples, of a request or an iteration, that wait at most; some 300 bytes each. */
    static final int QUEUE = 1 << 15;

    private static final int BATCH = 1 << 12;
    private static final long LONGEST_NAP_NANOS = Duration.ofMillis(50).toNanos();
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final ArrayBlockingQueue<TappedSamples> queue = new ArrayBlockingQueue<>(QUEUE);
    private final SampleWriter writer;
    private final OutputTally tally;
    private final long flushNanos;
    private final Thread thread;
    private volatile boolean finishing;
    private volatile long deadlineNanos;
    private volatile boolean closed;
    private boolean open;
    private boolean broken;

    SampleFeed(String name, SampleWriter writer, OutputTally tally, Duration flush) {
        this.writer = writer;
        this.tally = tally;
        this.flushNanos = flush.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("output-" + name).unstarted(this::run);
    }

    @Override
    public boolean takesSamples() {
        return true;
    }

    @Override
    public void offer(TappedSamples samples) {
        if (!closed && !queue.offer(samples)) {
            tally.dropped(samples.size());
        }
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
            // beyond its time: it is interrupted, and what blocks without end is left behind
            closed = true;
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
            feed();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            tally.failing("defect in the daemon: " + e);
        } finally {
            closed = true;
            discard(new ArrayList<>());
            close();
        }
    }

    private void feed() throws InterruptedException {
        List<TappedSamples> batch = new ArrayList<>(BATCH);
        long flushed = System.nanoTime();
        long lostBefore = 0;
        while (true) {
            boolean last = finishing;
            queue.drainTo(batch, BATCH);
            boolean all = batch.size() < BATCH;
            deliver(batch);
            batch.clear();
            long now = System.nanoTime();
            if (all && last) {
                return;
            }
            if (now - flushed >= flushNanos) {
                flushed = now;
                flush();
                long lost = tally.lost();
                if (lost > lostBefore && !broken) {
                    tally.lostBecause("it was too slow for the load");
                }
                lostBefore = lost;
            }
            if (all) {
                LockSupport.parkNanos(this, Math.min(LONGEST_NAP_NANOS, flushNanos));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Writes a batch; comes back when it is written or lost. */
    private void deliver(List<TappedSamples> batch) throws InterruptedException {
        long samples = samples(batch);
        long pause = FIRST_PAUSE_NANOS;
        try {
            while (!broken) {
                String failure = attempt(batch, samples);
                if (failure == null) {
                    return;
                }
                boolean timeLeft = !finishing || System.nanoTime() + pause < deadlineNanos;
                broken = !writer.retries();
                tally.failing(failure);
                if (broken || !timeLeft) {
                    break;
                }
                LockSupport.parkNanos(this, pause);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            tally.dropped(samples);
            throw e;
        }
        tally.dropped(samples);
    }

    /** Null if it went well, else what went wrong. */
    private @Nullable String attempt(List<TappedSamples> batch, long samples) throws InterruptedException {
        try {
            if (!open) {
                writer.open();
                open = true;
            }
            if (samples > 0) {
                long refused = writer.write(batch);
                tally.sent(samples - refused);
                tally.works();
                if (refused > 0) {
                    tally.lost(refused, writer.refusal());
                }
            }
            return null;
        } catch (Unacceptable e) {
            tally.lost(samples, String.valueOf(e.getMessage()));
            return null;
        } catch (IOException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private void flush() {
        try {
            if (open && !broken) {
                writer.flush();
            }
        } catch (IOException e) {
            broken = !writer.retries();
            tally.failing(String.valueOf(e.getMessage()));
        }
    }

    private void discard(List<TappedSamples> rest) {
        queue.drainTo(rest);
        long lost = samples(rest);
        if (lost > 0) {
            tally.lost(lost, "the time to write them was over");
        }
    }

    private void close() {
        try {
            if (open) {
                writer.close();
            }
        } catch (IOException e) {
            tally.failing(String.valueOf(e.getMessage()));
        }
    }

    private static long samples(List<TappedSamples> batch) {
        long sum = 0;
        for (TappedSamples each : batch) {
            sum += each.size();
        }
        return sum;
    }
}
