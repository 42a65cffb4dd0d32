package io.loadbank.store.file;

import io.loadbank.run.RunArchive;
import io.loadbank.run.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An archive that forgets when the test ends. */
public final class MemoryRunArchive implements RunArchive {
    private final Map<String, RunRecord> kept = new ConcurrentHashMap<>();

    @Override
    public void save(RunRecord run) {
        kept.put(run.view().id(), run);
    }

    @Override
    public List<RunRecord> load() {
        List<RunRecord> all = new ArrayList<>(kept.values());
        all.sort(Comparator.comparing(it -> it.view().createdAt()));
        return all;
    }

    @Override
    public void delete(String id) {
        kept.remove(id);
    }
}
