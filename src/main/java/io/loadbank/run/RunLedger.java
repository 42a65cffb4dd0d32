package io.loadbank.run;

import io.loadbank.plan.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What of one run is on disk, and what is to be written. Thread-safe; storage is touched on the scribe's threads, but for
 * {@link #open}.
 *
 * <p>Nothing is queued: each write takes what is new in the run at that time. What could not be written stays where it
 * is, in the run's own bounds, and goes with the next write.
 */
final class RunLedger {

    /**
     * Where the contents come from; read on any thread.
     *
     * @param testNanos test-run time, pauses excluded
     * @param chunks time series that are new or have changed since they were last asked for
     * @param trouble told why storage does not take the run, or null when it does again
     */
    record Source(
            RunBook book,
            RunFinish finish,
            Supplier<RunView> view,
            LongSupplier testNanos,
            Supplier<List<SeriesChunk>> chunks,
            Consumer<@Nullable String> trouble) {}

    private final RunKeeping keeping;
    private final Scribe scribe;
    private final Source source;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Map<Integer, SeriesChunk> unwritten = new TreeMap<>();
    private long nextLine;
    private int nextEntry;
    private volatile boolean troubled;
    private boolean forgotten;
    private volatile @Nullable RunView end;
    private volatile @Nullable RunView endOnDisk;
    private volatile long bytes;
    private volatile String reason = "it does not answer";

    RunLedger(RunKeeping keeping, Scribe scribe, Source source) {
        this.keeping = keeping;
        this.scribe = scribe;
        this.source = source;
    }

    /** Enters the run; blocks. */
    void open() throws IOException {
        writing.lock();
        try {
            save(false);
        } finally {
            writing.unlock();
        }
    }

    /** Has everything written that is new, some time soon. */
    void progress() {
        if (queued.compareAndSet(false, true)) {
            scribe.routinely(this::writeAll);
        }
    }

    /** Gives the answer to a command: of one that was applied once it is on disk. */
    void answer(CompletableFuture<Patched> answer, Patched outcome) {
        if (!(outcome instanceof Patched.Applied applied)) {
            answer.complete(outcome);
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        waiting.add(written);
        scribe.promptly(this::writeForThoseWhoWait);
        var _ = written.orTimeout(keeping.answer().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> answer.complete(
                        failure == null ? applied : new Patched.NotKept(applied.view(), late(applied))));
    }

    private Problem late(Patched.Applied applied) {
        return new Problem(
                "",
                "the change is in force, but " + applied.view().id() + " is not on disk as it is now: " + reason,
                "it is written as soon as storage takes it");
    }

    /**
     * Ends the run: has the last of it written.
     *
     * @param settled told once, on any thread, when that is on disk (null), or what became of it if it takes too long;
     *     then it is still tried
     */
    void end(RunView last, Consumer<@Nullable Problem> settled) {
        end = last;
        CompletableFuture<Void> written = new CompletableFuture<>();
        waiting.add(written);
        scribe.promptly(this::writeForThoseWhoWait);
        var _ = written.orTimeout(keeping.end().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> settled.accept(failure == null ? null : late()));
    }

    private Problem late() {
        return new Problem(
                "storage",
                "storage did not take the result within " + keeping.end().toSeconds() + " s: " + reason,
                "it stays in memory and is written as soon as storage takes it");
    }

    /** Has the last view written once more if it has changed since it was given. */
    void amend(RunView last) {
        if (!last.equals(end)) {
            end = last;
            progress();
        }
    }

    /** Whether the run has ended and all of it is on disk. */
    boolean isComplete() {
        RunView last = end;
        return last != null && last.equals(endOnDisk);
    }

    /** Whether storage did not take the run when it was last asked to. */
    boolean isTroubled() {
        return troubled;
    }

    /** What the ended run takes in storage. */
    long bytes() {
        return bytes;
    }

    /** Writes nothing any more; waits for a write under way. */
    void forget() {
        writing.lock();
        try {
            forgotten = true;
        } finally {
            writing.unlock();
        }
    }

    private void writeForThoseWhoWait() {
        if (!waiting.isEmpty()) {
            write(end != null);
        }
    }

    private void writeAll() {
        queued.set(false);
        write(true);
    }

    /** @param whole with summary and series, which take longer */
    private void write(boolean whole) {
        writing.lock();
        try {
            if (forgotten || isComplete()) {
                release(drained());
                return;
            }
            List<CompletableFuture<Void>> served = drained();
            try {
                save(whole);
                tell(null);
                release(served);
            } catch (IOException | RuntimeException e) {
                waiting.addAll(served);
                reason = e.getMessage() == null ? e.toString() : e.getMessage();
                tell(reason);
                if (queued.compareAndSet(false, true)) {
                    scribe.again(this::writeAll);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private List<CompletableFuture<Void>> drained() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (CompletableFuture<Void> each = waiting.poll(); each != null; each = waiting.poll()) {
            if (!each.isDone()) {
                all.add(each);
            }
        }
        return all;
    }

    private static void release(List<CompletableFuture<Void>> served) {
        served.forEach(each -> each.complete(null));
    }

    private void tell(@Nullable String trouble) {
        if (troubled != (trouble != null)) {
            troubled = trouble != null;
            source.trouble.accept(trouble);
        }
    }

    private void save(boolean whole) throws IOException {
        RunView last = end;
        RunView view = last == null ? source.view.get() : last;
        RunProgress.LogPart log = source.book.log().since(nextLine);
        List<HistoryEntry> history = source.book.history();
        if (whole) {
            source.chunks.get().forEach(chunk -> unwritten.put(chunk.index(), chunk));
        }
        RunProgress step = new RunProgress(
                view,
                Instant.now(),
                whole ? source.finish.whole(source.testNanos.getAsLong(), false) : null,
                log,
                new RunProgress.HistoryPart(nextEntry, history.subList(nextEntry, history.size())),
                List.copyOf(unwritten.values()),
                last == null ? Map.of() : source.finish.artifacts());
        bytes = keeping.archive().save(step);
        unwritten.clear();
        nextLine = log.first() + log.lines().size();
        nextEntry = history.size();
        endOnDisk = last;
    }
}
