package io.loadbank.api;

import io.loadbank.plan.Problem;
import io.loadbank.run.Creation;
import io.loadbank.run.DryRun;
import io.loadbank.run.MemoryEstimate;
import io.loadbank.run.Run;
import io.loadbank.run.RunBoard;
import io.loadbank.run.RunSpec;
import io.loadbank.run.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A board of fake runs; some options make it refuse. */
final class FakeBoard implements RunBoard {
    final List<FakeRun> runs = new CopyOnWriteArrayList<>();
    final List<Thread> creators = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    @Override
    public Creation create(RunSpec spec) {
        creators.add(Thread.currentThread());
        if (spec.options().containsKey("bug")) {
            throw new IllegalStateException("secret internals");
        }
        var problems = problems(spec);
        if (!problems.isEmpty()) {
            return new Creation.Refused(problems);
        }
        if (spec.options().get("vus") instanceof Number vus && vus.longValue() > 10_000) {
            return new Creation.NoCapacity(new Problem("vus", "the daemon has room for 10000 VUs", "use fewer"));
        }
        if (spec.options().containsKey("unkept")) {
            return new Creation.NotKept(new Problem("", "the run was not started, because storage does not take it"));
        }
        if (spec.id() != null && find(spec.id()) != null) {
            return new Creation.IdTaken(spec.id());
        }
        var run = new FakeRun(spec.id() != null ? spec.id() : "r-" + ids.incrementAndGet(), spec);
        runs.add(run);
        return new Creation.Created(run);
    }

    private static List<Problem> problems(RunSpec spec) {
        List<Problem> problems = new ArrayList<>();
        if (spec.options().containsKey("wrong")) {
            problems.add(new Problem("scenarios.a.vus", "must be 1 or more"));
            problems.add(new Problem("scenarios.b.executor", "is missing", "name one of ..."));
        }
        return problems;
    }

    @Override
    public DryRun dryRun(RunSpec spec) {
        return new DryRun(
                Map.of(
                        "scenarios",
                        Map.of("default", Map.of("vus", spec.options().getOrDefault("vus", 1)))),
                10,
                100,
                new MemoryEstimate(100, 120_000),
                problems(spec),
                List.of("unknown option foo"));
    }

    @Override
    public @Nullable FakeRun find(String id) {
        return runs.stream().filter(it -> it.id().equals(id)).findFirst().orElse(null);
    }

    FakeRun get(String id) {
        return Objects.requireNonNull(find(id));
    }

    FakeRun last() {
        return runs.getLast();
    }

    @Override
    public List<Run> runs() {
        return List.<Run>copyOf(runs.reversed());
    }

    @Override
    public boolean uses(String scriptName, int version) {
        return runs.stream()
                .map(Run::view)
                .anyMatch(it -> !it.state().isEnd()
                        && it.script().name().equals(scriptName)
                        && it.script().version() == version);
    }

    @Override
    public int stopAll(String who) {
        var live = runs.stream().filter(it -> !it.view().state().isEnd()).toList();
        live.forEach(it -> it.end(RunState.ABORTED));
        return live.size();
    }

    @Override
    public boolean forget(String id) {
        if (id.equals("stuck")) {
            throw new UncheckedIOException(new IOException("stuck cannot be forgotten: the disk is full"));
        }
        return runs.removeIf(it -> it.id().equals(id) && it.view().state().isEnd());
    }
}
