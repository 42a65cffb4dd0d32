package io.loadbank.run;

import io.loadbank.executor.ScenarioExecutor;
import io.loadbank.executor.ScenarioExecutor.Verdict;
import io.loadbank.executor.Timeline;
import io.loadbank.plan.Problem;
import io.loadbank.plan.Retarget;
import io.loadbank.vu.LogSink.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The changes of one run's scenarios that wait for their time, by the wall clock, pauses or not. Confined to the run's
 * loop thread, except {@link #of}.
 */
final class ChangesToCome {

    /** Applies a change that has been found fine, for somebody. */
    interface Application {
        void apply(ScenarioExecutor executor, Retarget change, String who);
    }

    private record Waiting(ScenarioExecutor executor, Instant at, Retarget change) {}

    /** How far away a change may be: longer than any run lasts, and no trouble to count in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Timeline loop;
    private final RunBook book;
    private final Application application;
    private final List<Waiting> all = new CopyOnWriteArrayList<>();

    ChangesToCome(Timeline loop, RunBook book, Application application) {
        this.loop = loop;
        this.book = book;
        this.application = application;
    }

    /** What is wrong with the time of a change. */
    static List<Problem> problems(String scenario, Retarget change, Instant now) {
        List<Problem> problems = new ArrayList<>();
        String path = "scenarios." + scenario + ".";
        Instant at = change.at();
        Duration in = change.in();
        if (at != null && in != null) {
            problems.add(new Problem(path + "in", "at and in both say when", "leave one of them out"));
        } else if (at != null && at.isBefore(now)) {
            problems.add(new Problem(path + "at", at + " has passed; it is " + now, "give a time to come, or in"));
        } else if (in != null && in.isNegative()) {
            problems.add(new Problem(path + "in", "in must not be negative", null));
        }
        Duration wait = in != null ? in : at != null ? Duration.between(now, at) : Duration.ZERO;
        if (wait.compareTo(LONGEST) > 0) {
            problems.add(new Problem(
                    path + (in != null ? "in" : "at"), "is more than " + LONGEST.toDays() + " days from now", null));
        }
        if ((at != null || in != null) && RetargetTree.of(change).isEmpty()) {
            problems.add(new Problem(
                    path + (at != null ? "at" : "in"),
                    "there is nothing to change then",
                    "at and in are for fields of scenarios; those of the run itself change at once"));
        }
        return problems;
    }

    static boolean waits(Retarget change) {
        return change.at() != null || change.in() != null;
    }

    /** Makes an appointment for a change without problems. */
    void add(ScenarioExecutor executor, Retarget change, String who) {
        Instant now = Instant.now();
        Duration in = change.in();
        Instant at = change.at();
        Instant due = at != null ? at : now.plus(in == null ? Duration.ZERO : in);
        Waiting waiting = new Waiting(executor, due, change);
        all.add(waiting);
        loop.after(Math.max(0, Duration.between(now, due).toNanos()), () -> {
            all.remove(waiting);
            apply(waiting, who);
        });
    }

    private void apply(Waiting waiting, String who) {
        switch (waiting.executor().check(waiting.change())) {
            case Verdict.Fine _ -> application.apply(waiting.executor(), waiting.change(), who);
            case Verdict.NotLive(List<Problem> problems) -> missed(problems);
            case Verdict.Invalid(List<Problem> problems) -> missed(problems);
        }
    }

    private void missed(List<Problem> problems) {
        for (Problem problem : problems) {
            String text = "a change could not be made when its time came: " + problem.message();
            book.log().note(Level.WARN, text);
            book.note(new Problem(problem.path(), text));
        }
    }

    /** What a scenario waits for, in the order of the commands: fields as on the wire, with {@code at}. Any thread. */
    List<Map<String, Object>> of(ScenarioExecutor executor) {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Waiting waiting : all) {
            if (waiting.executor().equals(executor)) {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("at", waiting.at().toString());
                tree.putAll(RetargetTree.of(waiting.change()));
                trees.add(tree);
            }
        }
        return trees;
    }
}
