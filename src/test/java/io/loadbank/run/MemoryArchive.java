package io.loadbank.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An archive that forgets with the JVM, and fails when a test wants it to. */
public final class MemoryArchive implements RunArchive {

    private static final class Shelf {
        @Nullable
        Entry entry;

        RunSummary summary = RunSummary.NONE;
        final TreeMap<Long, LogLine> lines = new TreeMap<>();
        final TreeMap<Integer, HistoryEntry> history = new TreeMap<>();
        final TreeMap<Integer, SeriesChunk> chunks = new TreeMap<>();
        Map<String, byte[]> artifacts = Map.of();
    }

    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private @Nullable Exception failure;
    private int attempts;

    /** Lets everything fail from now on; null lets it work again. */
    synchronized void failWith(@Nullable Exception cause) {
        failure = cause;
        attempts = 0;
    }

    /** How often somebody tried since {@link #failWith}. */
    synchronized int attempts() {
        return attempts;
    }

    private void attempt() throws IOException {
        attempts++;
        switch (failure) {
            case null -> {
                // it works
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IOException(e);
        }
    }

    @Override
    public synchronized long save(RunProgress step) throws IOException {
        attempt();
        Shelf shelf = shelves.computeIfAbsent(step.view().id(), _ -> new Shelf());
        if (step.summary() != null) {
            shelf.summary = step.summary();
        }
        RunProgress.LogPart log = step.log();
        if (log != null) {
            shelf.lines.tailMap(log.first()).clear();
            long number = log.first();
            for (LogLine line : log.lines()) {
                shelf.lines.put(number++, line);
            }
            shelf.lines.headMap(log.forgotten()).clear();
        }
        RunProgress.HistoryPart history = step.history();
        if (history != null) {
            shelf.history.tailMap(history.first()).clear();
            int number = history.first();
            for (HistoryEntry entry : history.entries()) {
                shelf.history.put(number++, entry);
            }
        }
        step.chunks().forEach(chunk -> shelf.chunks.put(chunk.index(), chunk));
        if (!step.artifacts().isEmpty()) {
            shelf.artifacts = new LinkedHashMap<>(step.artifacts());
        }
        long bytes = step.view().state().isEnd() ? size(shelf) : 0;
        shelf.entry = new Entry(step.view(), step.at(), bytes);
        return bytes;
    }

    private static long size(Shelf shelf) {
        long bytes = 1;
        for (SeriesChunk chunk : shelf.chunks.values()) {
            bytes += chunk.bytes().length;
        }
        for (byte[] artifact : shelf.artifacts.values()) {
            bytes += artifact.length;
        }
        return bytes;
    }

    @Override
    public synchronized List<Entry> load() {
        List<Entry> all = new ArrayList<>();
        for (Shelf shelf : shelves.values()) {
            if (shelf.entry != null) {
                all.add(shelf.entry);
            }
        }
        all.sort(Comparator.comparing(it -> it.view().createdAt()));
        return all;
    }

    private Shelf shelf(String id) throws IOException {
        attempt();
        return shelves.getOrDefault(id, new Shelf());
    }

    @Override
    public synchronized RunSummary summary(String id) throws IOException {
        return shelf(id).summary;
    }

    @Override
    public synchronized Map<String, byte[]> artifacts(String id) throws IOException {
        return shelf(id).artifacts;
    }

    @Override
    public synchronized List<LogLine> logs(String id) throws IOException {
        Shelf shelf = shelf(id);
        List<LogLine> lines = new ArrayList<>(shelf.lines.values());
        if (!lines.isEmpty() && shelf.lines.firstKey() > 0) {
            lines.addFirst(
                    LogLine.forgotten(shelf.lines.firstKey(), lines.getFirst().time()));
        }
        return lines;
    }

    @Override
    public synchronized List<HistoryEntry> history(String id) throws IOException {
        return new ArrayList<>(shelf(id).history.values());
    }

    @Override
    public synchronized List<SeriesChunk> series(String id) throws IOException {
        return new ArrayList<>(shelf(id).chunks.values());
    }

    @Override
    public synchronized void delete(String id) throws IOException {
        attempt();
        shelves.remove(id);
    }
}
