package io.loadbank.warmup;

import io.loadbank.run.HistoryEntry;
import io.loadbank.run.LogLine;
import io.loadbank.run.RunArchive;
import io.loadbank.run.RunProgress;
import io.loadbank.run.RunSummary;
import io.loadbank.run.SeriesChunk;
import java.util.List;
import java.util.Map;

/** An archive that keeps nothing: what warms up is nobody's run. */
public final class Nowhere implements RunArchive {

    @Override
    public long save(RunProgress step) {
        return 0;
    }

    @Override
    public List<Entry> load() {
        return List.of();
    }

    @Override
    public RunSummary summary(String id) {
        return RunSummary.NONE;
    }

    @Override
    public Map<String, byte[]> artifacts(String id) {
        return Map.of();
    }

    @Override
    public List<LogLine> logs(String id) {
        return List.of();
    }

    @Override
    public List<HistoryEntry> history(String id) {
        return List.of();
    }

    @Override
    public List<SeriesChunk> series(String id) {
        return List.of();
    }

    @Override
    public void delete(String id) {
        // there is nothing
    }
}
