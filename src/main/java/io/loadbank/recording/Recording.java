package io.loadbank.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is recorded of a run, to be read at any step. Immutable, thread-safe. Reading a day of run takes seconds. */
public final class Recording {
    /** Nothing is recorded. */
    public static final Recording NONE = of(List.of());

    private final Supplier<List<byte[]>> chunks;
    private final List<String> omitted;

    private Recording(Supplier<List<byte[]>> chunks, List<String> omitted) {
        this.chunks = chunks;
        this.omitted = omitted;
    }

    /** The recording that was kept as the bytes of its chunks, in order. */
    public static Recording of(List<byte[]> chunks) {
        List<byte[]> all = List.copyOf(chunks);
        return new Recording(() -> all, List.of());
    }

    /** A recording whose chunks are fetched each time it is read. */
    public static Recording of(Supplier<List<byte[]>> chunks) {
        return new Recording(chunks, List.of());
    }

    static Recording of(Supplier<List<byte[]>> chunks, List<String> omitted) {
        return new Recording(chunks, omitted);
    }

    /** The bytes of its chunks, in order. */
    public List<byte[]> chunks() {
        return chunks.get();
    }

    /** Names of metrics that are not in it because there were too many, as many names as are kept. */
    public List<String> omitted() {
        return omitted;
    }

    /** When it began, in milliseconds since 1970; null if it is empty. */
    public @Nullable Long startMs() {
        List<byte[]> all = chunks();
        return all.isEmpty() ? null : Chunk.startMs(all.getFirst());
    }

    /** A part of a recording, and the step to read it at. */
    public record Range(long fromMs, long toMs, long stepMs) {
        /** All of it, as fine as it is. */
        public static final Range ALL = new Range(0, Long.MAX_VALUE, 1);
    }

    /**
     * The frames that begin in a range, those of one step merged; times are milliseconds since the recording began.
     *
     * @param metrics full names of the metrics to read
     */
    public List<Frame> read(Range range, Predicate<String> metrics) {
        List<Frame> frames = new ArrayList<>();
        Recorder.Merging merging = new Recorder.Merging(range.stepMs());
        boolean asIs = range.stepMs() <= 1_000;
        each(metrics, frame -> {
            if (frame.atMs() >= range.fromMs() && frame.atMs() < range.toMs()) {
                Frame done = asIs ? frame : merging.add(frame);
                if (done != null) {
                    frames.add(done);
                }
            }
        });
        Frame rest = merging.rest();
        if (rest != null) {
            frames.add(rest);
        }
        return frames;
    }

    /** Everything together; null if nothing is recorded. */
    public @Nullable Frame total(Predicate<String> metrics) {
        Frame[] total = new Frame[1];
        each(metrics, frame -> total[0] = total[0] == null ? frame : total[0].plus(frame));
        return total[0];
    }

    /** Every metric that has a measure in it, sorted by name. */
    public List<MetricKey> metrics() {
        Map<String, MetricKey> all = new LinkedHashMap<>();
        for (byte[] chunk : chunks()) {
            FrameReader reader = Chunk.read(chunk, _ -> false);
            while (reader.hasNext()) {
                reader.next();
            }
            reader.metrics().forEach(key -> all.putIfAbsent(key.name(), key));
        }
        return all.values().stream()
                .sorted(Comparator.comparing(MetricKey::name))
                .toList();
    }

    /** When the last frame ends, in milliseconds since the recording began; 0 if it is empty. */
    public long endMs() {
        long[] end = new long[1];
        List<byte[]> all = chunks();
        if (!all.isEmpty()) {
            FrameReader reader = Chunk.read(all.getLast(), _ -> false);
            while (reader.hasNext()) {
                Frame frame = reader.next();
                end[0] = frame.atMs() + frame.lengthMs();
            }
        }
        return end[0];
    }

    private void each(Predicate<String> metrics, Consumer<Frame> to) {
        for (byte[] chunk : chunks()) {
            FrameReader reader = Chunk.read(chunk, metrics);
            while (reader.hasNext()) {
                to.accept(reader.next());
            }
        }
    }
}
