package io.loadbank.run;

import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.Timeline;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies patches to one run: whole or not at all. Confined to the run's loop thread. */
final class RunPatches {

    private final RunBook book;
    private final RunConductor conductor;
    private final ChangesToCome toCome;
    private final Set<ScenarioExecutor> restingAlone = new HashSet<>();

    RunPatches(RunBook book, RunConductor conductor, Timeline loop) {
        this.book = book;
        this.conductor = conductor;
        this.toCome = new ChangesToCome(loop, book, this::makeInTime);
    }

    /** What is wrong with a patch; both empty when nothing is. */
    private record Complaints(List<Problem> conflicts, List<Problem> invalid) {}

    /** The answer to a patch of a run that has ended. */
    static Patched over(RunState end) {
        return new Patched.Conflict(List.of(
                new Problem("", "the run has ended (" + end.text() + ")", "start a new one with POST /api/v1/runs")));
    }

    /** Applies a patch; null when it was applied. */
    @Nullable
    Patched apply(RunPatch patch, String who) {
        RunState state = book.status().state();
        if (state.isEnd()) {
            return over(state);
        }
        if (conductor.isOver()) {
            return new Patched.Conflict(List.of(new Problem("", "the run is ending", "its result is being written")));
        }
        Complaints complaints = new Complaints(new ArrayList<>(), new ArrayList<>());
        Map<ScenarioExecutor, Retarget> changes = resolve(patch, complaints);
        Instant now = Instant.now();
        changes.forEach((executor, change) -> {
            complaints.invalid.addAll(ChangesToCome.problems(executor.scenario().name(), change, now));
            switch (executor.check(change)) {
                case ScenarioExecutor.Verdict.Fine _ -> {
                    // applied below, if all the others are fine too
                }
                case ScenarioExecutor.Verdict.NotLive(List<Problem> problems) -> complaints.conflicts.addAll(problems);
                case ScenarioExecutor.Verdict.Invalid(List<Problem> problems) -> complaints.invalid.addAll(problems);
            }
        });
        if (!complaints.invalid.isEmpty()) {
            complaints.invalid.addAll(complaints.conflicts);
            return new Patched.Invalid(complaints.invalid);
        }
        if (!complaints.conflicts.isEmpty()) {
            return new Patched.Conflict(complaints.conflicts);
        }
        carryOut(patch, changes, who);
        return null;
    }

    private Map<ScenarioExecutor, Retarget> resolve(RunPatch patch, Complaints complaints) {
        Map<ScenarioExecutor, Retarget> changes = new LinkedHashMap<>();
        patch.scenarios().forEach((name, change) -> {
            ScenarioExecutor executor = find(name);
            if (executor == null) {
                complaints.invalid.add(new Problem(
                        "scenarios." + name,
                        "the run has no scenario '" + name + "'",
                        "it has " + String.join(", ", names(conductor.executors()))));
            } else {
                changes.put(executor, change);
            }
        });
        Retarget only = patch.only();
        if (only != null) {
            List<ScenarioExecutor> able = conductor.executors().stream()
                    .filter(each -> hasLive(each, only))
                    .toList();
            if (able.size() == 1) {
                changes.merge(able.getFirst(), only, (named, _) -> named);
            } else if (conductor.executors().size() == 1) {
                changes.put(conductor.executors().getFirst(), only);
            } else {
                complaints.conflicts.add(new Problem(
                        "",
                        able.isEmpty()
                                ? "no scenario has these fields live"
                                : "several scenarios have these fields live: " + String.join(", ", names(able)),
                        "name the scenario: {\"scenarios\":{\"<name>\":{…}}}"));
            }
        }
        return changes;
    }

    private @Nullable ScenarioExecutor find(String name) {
        for (ScenarioExecutor executor : conductor.executors()) {
            if (executor.scenario().name().equals(name)) {
                return executor;
            }
        }
        return null;
    }

    private static List<String> names(List<ScenarioExecutor> executors) {
        return executors.stream().map(each -> each.scenario().name()).toList();
    }

    private static boolean hasLive(ScenarioExecutor executor, Retarget change) {
        List<String> live = executor.live();
        return (change.vus() == null || live.contains("vus"))
                && (change.maxVUs() == null || live.contains("maxVUs"))
                && (change.rate() == null || live.contains("rate"))
                && (change.timeUnit() == null || live.contains("timeUnit"))
                && (change.stages() == null || live.contains("stages"))
                && (change.duration() == null || live.contains("duration"));
    }

    private void carryOut(RunPatch patch, Map<ScenarioExecutor, Retarget> changes, String who) {
        Map<String, Object> before = desired(changes.keySet());
        boolean wasPaused = conductor.isPaused();
        Map<String, Object> scheduled = new LinkedHashMap<>();
        changes.forEach((executor, change) -> {
            if (ChangesToCome.waits(change)) {
                toCome.add(executor, change, who);
                scheduled.put(executor.scenario().name(), toCome.of(executor));
            } else {
                make(executor, change);
            }
        });
        if (Boolean.TRUE.equals(patch.paused())) {
            conductor.pause();
        } else if (Boolean.FALSE.equals(patch.paused())) {
            conductor.resume();
        }
        Map<String, Object> was = new LinkedHashMap<>(Map.of("scenarios", before));
        Map<String, Object> is = new LinkedHashMap<>(Map.of("scenarios", desired(changes.keySet())));
        if (!scheduled.isEmpty()) {
            is.put("scheduled", scheduled);
        }
        if (patch.paused() != null) {
            was.put("paused", wasPaused);
            is.put("paused", conductor.isPaused());
        }
        if (Boolean.TRUE.equals(patch.stopped())) {
            was.put("stopped", false);
            is.put("stopped", true);
        }
        book.commanded(who, Boolean.TRUE.equals(patch.stopped()) ? "stop" : "patch", was, is);
        if (Boolean.TRUE.equals(patch.stopped())) {
            conductor.stop(RunEnding.Cause.STOPPED);
        }
    }

    /** Makes a change whose time has come. */
    private void makeInTime(ScenarioExecutor executor, Retarget change, String who) {
        Map<String, Object> before = desired(Set.of(executor));
        make(executor, change);
        book.commanded(who, "scheduled", Map.of("scenarios", before), Map.of("scenarios", desired(Set.of(executor))));
    }

    private void make(ScenarioExecutor executor, Retarget change) {
        executor.retarget(change);
        Boolean rest = change.paused();
        if (rest != null) {
            rest(executor, rest);
        }
    }

    private static Map<String, Object> desired(Set<ScenarioExecutor> executors) {
        Map<String, Object> desired = new LinkedHashMap<>();
        executors.forEach(executor -> desired.put(executor.scenario().name(), executor.desired()));
        return desired;
    }

    /** What a scenario waits for. Any thread. */
    List<Map<String, Object>> toCome(ScenarioExecutor executor) {
        return toCome.of(executor);
    }

    private void rest(ScenarioExecutor executor, boolean paused) {
        if (paused && restingAlone.add(executor)) {
            executor.pause();
        } else if (!paused && restingAlone.remove(executor)) {
            executor.resume();
        }
    }
}
