package io.loadbank.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** An archive that forgets with the JVM. */
public final class MemoryArchive implements RunArchive {

    private final Map<String, RunRecord> runs = new ConcurrentSkipListMap<>();

    @Override
    public void save(RunRecord run) {
        runs.put(run.view().id(), run);
    }

    @Override
    public List<RunRecord> load() {
        return new ArrayList<>(runs.values());
    }

    @Override
    public void delete(String id) {
        runs.remove(id);
    }
}
