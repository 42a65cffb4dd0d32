package io.loadbank.run;

import io.loadbank.executor.VuThreads;
import io.loadbank.generator.Vitals;
import io.loadbank.plan.ConsolidatedOptions;
import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptLoader;
import io.loadbank.vu.SecretVault;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The board of this daemon: its live runs and those it keeps. */
public final class LiveRunBoard implements RunBoard {

    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
    private static final int ID_LENGTH = 8;

    private final RunPreparation preparation;
    private final RunLimits limits;
    private final VuThreads threads;
    private final RunArchive archive;
    private final RunFiles files;
    private final SecretVault.Mounted mounted;
    private final Supplier<Vitals> vitals;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private boolean closing;

    /** A board whose runs have the secrets they were given and no others. */
    public LiveRunBoard(ScriptLoader loader, RunLimits limits, VuThreads threads, RunArchive archive)
            throws IOException {
        this(
                loader,
                limits,
                threads,
                archive,
                SecretVault.Mounted.NONE,
                () -> Vitals.NONE,
                RunOutputs.NONE,
                RunFiles.NONE);
    }

    /**
     * A board with the runs of the archive.
     *
     * @param mounted secrets for all runs
     * @param vitals how machine and process are, renewed each second
     * @param outputs where runs may send their samples
     * @param files where outputs write files
     * @throws IOException if the archive cannot be read at all
     */
    public LiveRunBoard(
            ScriptLoader loader,
            RunLimits limits,
            VuThreads threads,
            RunArchive archive,
            SecretVault.Mounted mounted,
            Supplier<Vitals> vitals,
            RunOutputs outputs,
            RunFiles files)
            throws IOException {
        this.preparation = new RunPreparation(loader, limits, outputs);
        this.files = files;
        this.limits = limits;
        this.threads = threads;
        this.archive = archive;
        this.mounted = mounted;
        this.vitals = vitals;
        for (RunRecord record : archive.load()) {
            runs.put(record.view().id(), new KeptRun(record, files));
        }
    }

    @Override
    public Creation create(RunSpec spec) {
        String id = spec.id() == null ? freshId() : spec.id();
        if (runs.containsKey(id)) {
            return new Creation.IdTaken(id);
        }
        SecretVault secrets = new SecretVault(spec.secrets(), mounted);
        RunBook book = new RunBook(secrets);
        return switch (preparation.prepare(spec, secrets, book.log())) {
            case PreparedRun.Refused(List<Problem> problems) -> new Creation.Refused(redacted(problems, secrets));
            case PreparedRun.Ready ready -> admit(id, spec, ready, book);
        };
    }

    private synchronized Creation admit(String id, RunSpec spec, PreparedRun.Ready ready, RunBook book) {
        if (runs.containsKey(id)) {
            return new Creation.IdTaken(id);
        }
        if (closing) {
            return new Creation.NoCapacity(new Problem("", "the daemon is shutting down", "try again when it is back"));
        }
        int busy = live().stream().mapToInt(LiveRun::plannedVus).sum();
        int wanted = ready.instance().reservation().maxVus();
        if (busy + wanted > limits.maxVus()) {
            return new Creation.NoCapacity(new Problem(
                    "options",
                    "the run needs " + wanted + " VUs; " + busy + " of the daemon's " + limits.maxVus() + " are taken",
                    "wait for other runs to end, ask for fewer VUs, or raise loadbank.vu.max"));
        }
        LiveRun run = new LiveRun(id, spec, ready, book, limits, threads, archive, files, vitals);
        runs.put(id, run);
        run.start();
        forgetOldest();
        return new Creation.Created(run);
    }

    private static List<Problem> redacted(List<Problem> problems, SecretVault secrets) {
        return problems.stream()
                .map(problem -> new Problem(problem.path(), secrets.redact(problem.message()), problem.hint()))
                .toList();
    }

    private String freshId() {
        StringBuilder id = new StringBuilder("r-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    @Override
    public DryRun dryRun(RunSpec spec) {
        SecretVault secrets = new SecretVault(spec.secrets(), mounted);
        return switch (preparation.prepare(spec, secrets, (_, _, _, _, _) -> {})) {
            case PreparedRun.Refused(List<Problem> problems) ->
                new DryRun(spec.options(), 0, 0, redacted(problems, secrets), List.of());
            case PreparedRun.Ready ready ->
                new DryRun(
                        ConsolidatedOptions.consolidated(ready.plan()),
                        ready.instance().reservation().plannedVus(),
                        ready.instance().reservation().maxVus(),
                        List.of(),
                        ready.warnings().stream().map(Problem::message).toList());
        };
    }

    @Override
    public @Nullable Run find(String id) {
        return runs.get(id);
    }

    @Override
    public List<Run> runs() {
        List<Run> all = new ArrayList<>(runs.values());
        all.sort(Comparator.comparing((Run run) -> run.view().createdAt())
                .thenComparing(Run::id)
                .reversed());
        return all;
    }

    private List<LiveRun> live() {
        List<LiveRun> live = new ArrayList<>();
        for (Run run : runs.values()) {
            if (run instanceof LiveRun alive && !alive.view().state().isEnd()) {
                live.add(alive);
            }
        }
        return live;
    }

    @Override
    public boolean uses(String scriptName, int version) {
        return live().stream()
                .map(run -> run.spec().script())
                .anyMatch(script -> script.name().equals(scriptName) && script.version() == version);
    }

    @Override
    public int stopAll(String who) {
        List<LiveRun> live = live();
        RunPatch stop = new RunPatch(null, true, Map.of(), null);
        live.forEach(run -> run.patch(stop, who).subscribe());
        return live.size();
    }

    @Override
    public boolean forget(String id) {
        Run run = runs.get(id);
        if (run == null || !run.view().state().isEnd()) {
            return run == null;
        }
        runs.remove(id);
        try {
            archive.delete(id);
            files.delete(id);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return true;
    }

    private void forgetOldest() {
        List<Run> ended = runs().stream()
                .filter(run -> run.view().state().isEnd())
                .skip(limits.keepFinished())
                .toList();
        ended.forEach(run -> forget(run.id()));
    }

    /** Stops all runs and waits until their results are kept, at most so long. */
    public void shutdown(Duration grace) {
        List<LiveRun> live;
        synchronized (this) {
            closing = true;
            live = live();
        }
        live.forEach(LiveRun::shutDown);
        Flux.fromIterable(live)
                .flatMap(run -> run.ended().timeout(grace).onErrorComplete())
                .blockLast(grace.plusSeconds(1));
    }
}
