package io.loadbank.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs of the daemon, by id. The last ones to end stay in memory whole, of older ones only the view; those that
 * {@link Retention} does not allow leave. Thread-safe.
 */
final class RunShelf {
    private static final Logger LOG = LoggerFactory.getLogger(RunShelf.class);

    private static final Comparator<RunView> NEWEST_FIRST =
            Comparator.comparing(RunView::createdAt).thenComparing(RunView::id).reversed();

    private final RunArchive archive;
    private final Retention retention;
    private final RunFiles files;
    private final int whole;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    /**
     * A shelf with the runs of the archive; those that were alive when they were last kept were interrupted then.
     *
     * @param whole how many ended runs stay in memory whole
     * @throws IOException if the archive cannot be read at all
     */
    RunShelf(RunArchive archive, Retention retention, RunFiles files, int whole) throws IOException {
        this.archive = archive;
        this.retention = retention;
        this.files = files;
        this.whole = whole;
        for (RunArchive.Entry entry : archive.load()) {
            RunView view = entry.view();
            long bytes = entry.bytes();
            if (!view.state().isEnd()) {
                view = view.interrupted(entry.at());
                bytes = archive.save(new RunProgress(view, entry.at(), null, null, null, List.of(), Map.of()));
            }
            runs.put(view.id(), new KeptRun(view, bytes, archive, files));
        }
    }

    @Nullable
    Run find(String id) {
        return runs.get(id);
    }

    void put(Run run) {
        runs.put(run.id(), run);
    }

    /** All runs, newest first. */
    List<Run> all() {
        record Dated(Run run, RunView view) {}
        return runs.values().stream()
                .map(run -> new Dated(run, run.view()))
                .sorted(Comparator.comparing(Dated::view, NEWEST_FIRST))
                .map(Dated::run)
                .toList();
    }

    List<LiveRun> live() {
        List<LiveRun> live = new ArrayList<>();
        for (Run run : runs.values()) {
            if (run instanceof LiveRun alive && !alive.hasEnded()) {
                live.add(alive);
            }
        }
        return live;
    }

    /**
     * Forgets an ended run, in storage first; false if the run is alive.
     *
     * @throws UncheckedIOException if storage fails; the run is still there then
     */
    boolean forget(String id) {
        Run run = runs.get(id);
        if (run == null) {
            return true;
        }
        if (run instanceof LiveRun alive) {
            if (!alive.hasEnded()) {
                return false;
            }
            alive.ledger().forget();
        }
        try {
            archive.delete(id);
            files.delete(id);
        } catch (IOException e) {
            throw new UncheckedIOException(id + " cannot be forgotten: " + e.getMessage(), e);
        }
        runs.remove(id);
        return true;
    }

    /** Lets leave what has to: older runs the memory, the oldest the shelf. Blocks. */
    void tidy(Instant now) {
        List<Retention.Ended> ended = new ArrayList<>();
        for (Run run : all()) {
            if (run instanceof LiveRun alive) {
                if (!alive.ledger().isComplete()) {
                    continue;
                }
                ended.add(ended(alive.view(), alive.ledger().bytes()));
                if (ended.size() > whole) {
                    runs.replace(
                            run.id(),
                            run,
                            new KeptRun(alive.view(), alive.ledger().bytes(), archive, files));
                }
            } else if (run instanceof KeptRun kept) {
                ended.add(ended(kept.view(), kept.bytes()));
            }
        }
        for (String id : retention.doomed(ended, now)) {
            try {
                forget(id);
            } catch (UncheckedIOException e) {
                LOG.warn("a run that is due to leave is still there: {}", e.getMessage());
                return;
            }
        }
    }

    private static Retention.Ended ended(RunView view, long bytes) {
        return new Retention.Ended(view.id(), Objects.requireNonNullElse(view.endedAt(), view.createdAt()), bytes);
    }
}
