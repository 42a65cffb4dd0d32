package io.loadbank.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run down, frame by frame, into memory that is bounded. One thread records, any thread reads.
 *
 * <p>Frames go into chunks of {@value #FRAMES_PER_CHUNK}, which are compressed once they are full. When all chunks
 * together pass the budget, the oldest are written again in coarser steps: of 5, then 15, then 60 seconds, so that
 * nothing is lost but resolution. At 60 seconds a chunk is one frame, which bounds a day of run to 1 440 of them. A
 * frame has at most {@value #MAX_METRICS} metrics; further ones are left out, and {@link Recording#omitted} names them.
 */
public final class Recorder {
    /** What a recording may take unless it is told otherwise, in bytes. */
    public static final long DEFAULT_BUDGET = 64L << 20;

    static final int FRAMES_PER_CHUNK = 60;
    static final int MAX_METRICS = 200;
    private static final int MAX_OMITTED_NAMES = 20;

    /** So many of the latest chunks get coarser only when all before them are as coarse as can be. */
    private static final int LATEST_KEPT_FINE = 10;

    private static final long[] STEPS_MS = {1_000, 5_000, 15_000, 60_000};

    /** A chunk that is complete, its step as an index of the steps, and when it was last written. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Written(byte[] bytes, int step, long mark) {}

    private final long startMs;
    private final long budget;
    private final Map<String, MetricKey> admitted = new LinkedHashMap<>();
    private final Set<String> omitted = new TreeSet<>();

    /** Guarded by this, as all below. */
    private final List<Written> written = new ArrayList<>();

    private FrameWriter open = new FrameWriter();
    private int openFrames;
    private long bytes;
    private long mark;

    /** The oldest chunk that is not yet as coarse as can be. */
    private int toCoarsen;

    /**
     * A recording that begins now and may take {@value #DEFAULT_BUDGET} bytes.
     *
     * @param startMs milliseconds since 1970
     */
    public Recorder(long startMs) {
        this(startMs, DEFAULT_BUDGET);
    }

    Recorder(long startMs, long budget) {
        this.startMs = startMs;
        this.budget = budget;
    }

    /** Chunks that were written since a mark, and the mark to ask with next time. */
    public record Changes(long mark, List<Chunk> chunks) {}

    /** Writes a frame down. One thread at a time. */
    public void record(Frame frame) {
        Frame fitting = fitting(frame);
        FrameWriter full = null;
        synchronized (this) {
            open.write(fitting);
            mark++;
            if (++openFrames == FRAMES_PER_CHUNK) {
                full = open;
            }
        }
        if (full != null) {
            seal(full);
        }
    }

    private Frame fitting(Frame frame) {
        Map<MetricKey, Measure> metrics = new LinkedHashMap<>();
        frame.metrics().forEach((key, measure) -> {
            MetricKey known = admitted.get(key.name());
            if (known == null && admitted.size() < MAX_METRICS) {
                admitted.put(key.name(), key);
                known = key;
            }
            if (known != null) {
                metrics.put(known, measure);
            } else {
                omit(key.name());
            }
        });
        if (metrics.size() == frame.metrics().size()) {
            return frame;
        }
        return new Frame(
                frame.atMs(),
                frame.lengthMs(),
                frame.elapsedMs(),
                metrics,
                frame.scenarios(),
                frame.gauges(),
                frame.outcomes());
    }

    private synchronized void omit(String name) {
        if (omitted.size() < MAX_OMITTED_NAMES) {
            omitted.add(name);
        }
    }

    /** Compresses the open chunk; only the recording thread writes, so that it may compress without the lock. */
    private void seal(FrameWriter full) {
        Chunk sealed = Chunk.sealed(0, startMs, full);
        synchronized (this) {
            written.add(new Written(sealed.bytes(), 0, mark));
            bytes += sealed.bytes().length;
            open = new FrameWriter();
            openFrames = 0;
        }
        while (isTooMuch() && coarsenOldest()) {
            // until it fits, or cannot get coarser
        }
    }

    private synchronized boolean isTooMuch() {
        return bytes + open.size() > budget;
    }

    private boolean coarsenOldest() {
        int index;
        Written old;
        synchronized (this) {
            while (toCoarsen < written.size() && written.get(toCoarsen).step == STEPS_MS.length - 1) {
                toCoarsen++;
            }
            index = oldestOfFinest(written.size() - LATEST_KEPT_FINE);
            index = index < 0 ? oldestOfFinest(written.size()) : index;
            if (index < 0) {
                return false;
            }
            old = written.get(index);
        }
        int step = old.step + 1;
        FrameWriter coarse = new FrameWriter();
        Merging merging = new Merging(STEPS_MS[step]);
        FrameReader reader = Chunk.read(old.bytes, _ -> true);
        while (reader.hasNext()) {
            Frame done = merging.add(reader.next());
            if (done != null) {
                coarse.write(done);
            }
        }
        Frame rest = merging.rest();
        if (rest != null) {
            coarse.write(rest);
        }
        byte[] smaller = Chunk.sealed(0, startMs, coarse).bytes();
        synchronized (this) {
            bytes += smaller.length - old.bytes.length;
            written.set(index, new Written(smaller, step, ++mark));
        }
        return true;
    }

    /** The oldest of the finest chunks before one, so that all get coarser by and by; -1 for none. */
    private int oldestOfFinest(int end) {
        int finest = -1;
        for (int i = toCoarsen; i < end; i++) {
            if (written.get(i).step < STEPS_MS.length - 1
                    && (finest < 0 || written.get(i).step < written.get(finest).step)) {
                finest = i;
            }
        }
        return finest;
    }

    /** How many bytes all frames so far take. */
    public synchronized long size() {
        return bytes + open.size();
    }

    /** What was written since the mark, 0 for everything: the chunk that is still open too. Any thread. */
    public synchronized Changes changedSince(long since) {
        List<Chunk> changed = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).mark > since) {
                changed.add(new Chunk(i, written.get(i).bytes));
            }
        }
        if (openFrames > 0 && mark > since) {
            changed.add(Chunk.open(written.size(), startMs, open));
        }
        return new Changes(mark, changed);
    }

    /** What is recorded so far; stays as it is. Any thread. */
    public Recording recording() {
        List<byte[]> chunks = new ArrayList<>();
        changedSince(0).chunks().forEach(chunk -> chunks.add(chunk.bytes()));
        return Recording.of(() -> chunks, omittedNow());
    }

    private synchronized List<String> omittedNow() {
        return List.copyOf(omitted);
    }

    /** Frames that follow each other, merged where they are in one step. */
    static final class Merging {
        private final long stepMs;
        private @Nullable Frame pending;

        Merging(long stepMs) {
            this.stepMs = stepMs;
        }

        /** Takes the next frame; gives the one before it if that is complete now. */
        @Nullable
        Frame add(Frame frame) {
            Frame before = pending;
            if (before != null && step(before) == step(frame)) {
                pending = before.plus(frame);
                return null;
            }
            pending = frame;
            return before;
        }

        /** Frames of a second that is a bit longer or later than the clock's still belong to its step. */
        private long step(Frame frame) {
            return (frame.atMs() + Math.min(frame.lengthMs(), 1_000) / 2) / stepMs;
        }

        /** The last frame. */
        @Nullable
        Frame rest() {
            return pending;
        }
    }
}
