package io.loadbank.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** An archive that forgets with the JVM. */
public final class MemoryArchive implements RunArchive {

    private final Map<String, RunRecord> runs = new ConcurrentSkipListMap<>();

    private volatile @Nullable Exception failure;

    /** Lets saving fail from now on. */
    void failWith(Exception cause) {
        failure = cause;
    }

    @Override
    public void save(RunRecord run) throws IOException {
        switch (failure) {
            case null -> {
                // it works
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IOException(e);
        }
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
