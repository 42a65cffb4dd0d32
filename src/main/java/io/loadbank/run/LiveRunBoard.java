package io.loadbank.run;

import io.loadbank.executor.VuThreads;
import io.loadbank.generator.Vitals;
import io.loadbank.plan.ConsolidatedOptions;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptLoader;
import io.loadbank.vu.SecretVault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The board of this daemon: its live runs and those it keeps. */
public final class LiveRunBoard implements RunBoard {

    private static final Duration LAST_WRITES = Duration.ofSeconds(1);
    private static final Duration TIDYING = Duration.ofMinutes(1);

    private final RunPreparation preparation;
    private final RunLimits limits;
    private final VuThreads threads;
    private final RunKeeping keeping;
    private final SecretVault.Mounted mounted;
    private final Supplier<Vitals> vitals;
    private final RunShelf shelf;
    private final Scribe scribe = new Scribe();
    /** Runs that are being entered in storage, with what they will need. */
    private final Map<String, MemoryEstimate> opening = new ConcurrentHashMap<>();

    private final RunIds ids = new RunIds();
    private boolean closing;
    /** Whether a run was started since memory was given back last. */
    private volatile boolean worked;

    /** A board whose runs have the secrets they were given and no others. */
    public LiveRunBoard(ScriptLoader loader, RunLimits limits, VuThreads threads, RunArchive archive)
            throws IOException {
        this(
                loader,
                limits,
                threads,
                RunKeeping.in(archive),
                SecretVault.Mounted.NONE,
                () -> Vitals.NONE,
                RunOutputs.NONE,
                RuntimeOptions.NONE);
    }

    /**
     * A board with the runs of the archive.
     *
     * @param mounted secrets for all runs
     * @param vitals how machine and process are, renewed each second
     * @param outputs where runs may send their samples
     * @param defaults what runs do that do not say otherwise
     * @throws IOException if the archive cannot be read at all
     */
    public LiveRunBoard(
            ScriptLoader loader,
            RunLimits limits,
            VuThreads threads,
            RunKeeping keeping,
            SecretVault.Mounted mounted,
            Supplier<Vitals> vitals,
            RunOutputs outputs,
            RuntimeOptions defaults)
            throws IOException {
        this.preparation = new RunPreparation(loader, limits, outputs, defaults);
        this.limits = limits;
        this.threads = threads;
        this.keeping = keeping;
        this.mounted = mounted;
        this.vitals = vitals;
        this.shelf = new RunShelf(keeping.archive(), keeping.retention(), keeping.files(), limits.keepFinished());
        tidy();
        scribe.every(TIDYING, this::tidy);
        scribe.every(TIDYING, this::giveBack);
    }

    @Override
    public Creation create(RunSpec spec) {
        String id = spec.id() == null ? ids.fresh() : spec.id();
        if (isTaken(id)) {
            return new Creation.IdTaken(id);
        }
        SecretVault secrets = new SecretVault(spec.secrets(), mounted);
        RunBook book = new RunBook(secrets);
        return switch (preparation.prepare(spec, secrets, book.log())) {
            case PreparedRun.Refused(List<Problem> problems) -> new Creation.Refused(redacted(problems, secrets));
            case PreparedRun.Ready ready -> {
                Creation refused = reserve(id, ready.memory());
                yield refused == null ? open(id, spec, ready, book) : refused;
            }
        };
    }

    private boolean isTaken(String id) {
        return shelf.find(id) != null || opening.containsKey(id);
    }

    /** Sets id and room aside; null if they were free. */
    private synchronized @Nullable Creation reserve(String id, MemoryEstimate wanted) {
        if (isTaken(id)) {
            return new Creation.IdTaken(id);
        }
        if (closing) {
            return shuttingDown();
        }
        Problem refusal = limits.room().refusal(wanted, others(id));
        if (refusal != null) {
            return new Creation.NoCapacity(refusal);
        }
        opening.put(id, wanted);
        return null;
    }

    private List<MemoryEstimate> others(String id) {
        List<MemoryEstimate> others = new ArrayList<>();
        for (LiveRun run : shelf.live()) {
            if (!run.id().equals(id)) {
                others.add(run.memory());
            }
        }
        opening.forEach((other, memory) -> {
            if (!other.equals(id)) {
                others.add(memory);
            }
        });
        return others;
    }

    private static Creation shuttingDown() {
        return new Creation.NoCapacity(new Problem("", "the daemon is shutting down", "try again when it is back"));
    }

    /** Enters the run in storage and starts it: in this order, so that none is told of that would not be remembered. */
    private Creation open(String id, RunSpec spec, PreparedRun.Ready ready, RunBook book) {
        LiveRun run = new LiveRun(
                id,
                spec,
                ready,
                book,
                limits,
                threads,
                keeping,
                scribe,
                vitals,
                () -> limits.room().most(ready.memory(), others(id)));
        try {
            run.open();
            if (start(run)) {
                run.ended().subscribe(_ -> scribe.routinely(this::tidy));
                return new Creation.Created(run);
            }
            drop(run);
            return shuttingDown();
        } catch (IOException e) {
            drop(run);
            return new Creation.NotKept(new Problem(
                    "", "the run was not started, because storage does not take it: " + e.getMessage(), "try again"));
        } finally {
            opening.remove(id);
        }
    }

    private synchronized boolean start(LiveRun run) {
        if (!closing) {
            shelf.put(run);
            worked = true;
            run.start();
        }
        return !closing;
    }

    /** Sees to it that a run which was never started is in storage neither; one of a client's own id may come again. */
    private void drop(LiveRun run) {
        run.discard();
        if (run.spec().id() == null) {
            scribe.untilDone(() -> keeping.archive().delete(run.id()));
        }
    }

    private void tidy() {
        shelf.tidy(Instant.now());
    }

    /**
     * Gives what runs left behind back to the machine, once all have ended: the collector keeps it until the next load.
     * Whether there was anything to do.
     */
    boolean giveBack() {
        if (!worked || !shelf.live().isEmpty() || !opening.isEmpty()) {
            return false;
        }
        worked = false;
        System.gc();
        return true;
    }

    private static List<Problem> redacted(List<Problem> problems, SecretVault secrets) {
        return problems.stream()
                .map(problem -> new Problem(problem.path(), secrets.redact(problem.message()), problem.hint()))
                .toList();
    }

    @Override
    public DryRun dryRun(RunSpec spec) {
        SecretVault secrets = new SecretVault(spec.secrets(), mounted);
        return switch (preparation.prepare(spec, secrets, (_, _, _, _, _) -> {})) {
            case PreparedRun.Refused(List<Problem> problems) ->
                new DryRun(spec.options(), 0, 0, null, redacted(problems, secrets), List.of());
            case PreparedRun.Ready ready ->
                new DryRun(
                        ConsolidatedOptions.consolidated(ready.plan()),
                        ready.instance().reservation().plannedVus(),
                        ready.instance().reservation().maxVus(),
                        ready.memory(),
                        roomless(ready),
                        ready.warnings().stream().map(Problem::message).toList());
        };
    }

    /** Says before the start what would be said at it, unless only the runs of now are in the way. */
    private List<Problem> roomless(PreparedRun.Ready ready) {
        Problem refusal = limits.room().refusal(ready.memory(), List.of());
        return refusal == null ? List.of() : List.of(refusal);
    }

    @Override
    public @Nullable Run find(String id) {
        return shelf.find(id);
    }

    @Override
    public List<Run> runs() {
        return shelf.all();
    }

    @Override
    public boolean uses(String scriptName, int version) {
        return shelf.live().stream()
                .map(run -> run.spec().script())
                .anyMatch(script -> script.name().equals(scriptName) && script.version() == version);
    }

    @Override
    public int stopAll(String who) {
        List<LiveRun> live = shelf.live();
        RunPatch stop = new RunPatch(null, true, Map.of(), null);
        live.forEach(run -> run.patch(stop, who).subscribe());
        return live.size();
    }

    @Override
    public boolean forget(String id) {
        return shelf.forget(id);
    }

    /** How many runs have something to be kept that storage has not taken yet, though it should have. */
    public int untaken() {
        int count = 0;
        for (Run run : shelf.all()) {
            if (run instanceof LiveRun live && live.ledger().isTroubled()) {
                count++;
            }
        }
        return count;
    }

    /** Stops all runs and waits until their results are kept, at most so long. */
    public void shutdown(Duration grace) {
        List<LiveRun> live;
        synchronized (this) {
            closing = true;
            live = shelf.live();
        }
        live.forEach(LiveRun::shutDown);
        Flux.fromIterable(live)
                .flatMap(run -> run.ended().timeout(grace).onErrorComplete())
                .blockLast(grace.plusSeconds(1));
        scribe.close(LAST_WRITES);
    }
}
