package io.loadbank.run;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where runs are kept, from their first moment on: the port to storage. Thread-safe; every method blocks. A method that
 * throws may have done its work all the same, and may be called again.
 */
public interface RunArchive {

    /**
     * A run as it was last kept.
     *
     * @param at when that was, to the microsecond
     * @param bytes what it takes in storage; 0 unless it had ended
     */
    record Entry(RunView view, Instant at, long bytes) {}

    /**
     * Keeps a step of a run's life, whole or not at all; when this returns, the step survives the end of the daemon.
     * Steps of one run come one after the other.
     *
     * @return what the run takes in storage, in bytes; 0 while it lives
     */
    long save(RunProgress step) throws IOException;

    /** All runs kept, oldest first. What cannot be read is left out and logged. */
    List<Entry> load() throws IOException;

    /** The last summary; {@link RunSummary#NONE} if there is none. */
    RunSummary summary(String id) throws IOException;

    /** What {@code handleSummary} returned, by destination, in its order. */
    Map<String, byte[]> artifacts(String id) throws IOException;

    /** The lines kept, oldest first; the first one says how many were forgotten, if any were. */
    List<LogLine> logs(String id) throws IOException;

    /** Every command, oldest first. */
    List<HistoryEntry> history(String id) throws IOException;

    /** The time series, by index. */
    List<SeriesChunk> series(String id) throws IOException;

    /** Forgets a run; does nothing if there is none of that id. */
    void delete(String id) throws IOException;
}
