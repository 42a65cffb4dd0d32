package io.loadbank.run;

import io.loadbank.metric.ThresholdResult;
import io.loadbank.plan.Problem;
import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.SecretVault;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is written down of one run: its status, its log, its history, its events. Written by the loop thread only. */
final class RunBook {

    private final RunEvents events = new RunEvents();
    private final SecretVault secrets;
    private final RunLog log;
    private final List<HistoryEntry> history = new CopyOnWriteArrayList<>();
    private @Nullable Problem untaken;
    private volatile RunStatus status = RunStatus.created(List.of());

    RunBook() {
        this(SecretVault.EMPTY);
    }

    /** @param secrets what never shows in it */
    RunBook(SecretVault secrets) {
        this.secrets = secrets;
        this.log = new RunLog(events, secrets);
    }

    SecretVault secrets() {
        return secrets;
    }

    RunStatus status() {
        return status;
    }

    RunEvents events() {
        return events;
    }

    RunLog log() {
        return log;
    }

    List<HistoryEntry> history() {
        return List.copyOf(history);
    }

    void warn(List<Problem> warnings) {
        warnings.forEach(this::note);
    }

    /** Writes down something the user should know. */
    void note(Problem problem) {
        status = status.with(new Problem(problem.path(), secrets.redact(problem.message()), problem.hint()));
    }

    void move(RunState next) {
        if (status.state() != next) {
            status = status.in(next);
            events.publish("state", Map.of("state", next.text()));
        }
    }

    void started(Instant at) {
        status = status.started(at);
    }

    /** Writes down a judgement; verdicts that changed are published. */
    void judged(List<ThresholdResult> results) {
        Map<String, Boolean> before = new LinkedHashMap<>();
        status.thresholds().forEach(result -> before.put(key(result), result.ok()));
        status = status.judged(results);
        for (ThresholdResult result : results) {
            Boolean known = before.get(key(result));
            if (known == null ? !result.ok() : known != result.ok()) {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("metric", result.metric());
                data.put("expression", result.expression());
                data.put("ok", result.ok());
                data.put(
                        "value",
                        Double.isFinite(result.value()) ? (Object) result.value() : String.valueOf(result.value()));
                events.publish("threshold", data);
            }
        }
    }

    private static String key(ThresholdResult result) {
        return result.metric() + "\n" + result.expression();
    }

    void commanded(String who, String command, Map<String, Object> before, Map<String, Object> after) {
        status = status.commanded();
        history.add(new HistoryEntry(Instant.now(), who, command, before, after));
    }

    /** Writes down that storage does not take the run, or that it does again: null. */
    void storage(@Nullable String trouble) {
        Problem last = untaken;
        if (last != null) {
            status = status.without(last);
            untaken = null;
        }
        if (trouble != null) {
            Problem problem = new Problem(
                    "storage",
                    "what happens in this run is not being kept: " + trouble,
                    "the run goes on; all of it is written once storage takes it again");
            status = status.with(problem);
            untaken = problem;
            log.note(Level.WARN, problem.message());
        } else if (last != null) {
            log.note(Level.INFO, "storage takes what happens in this run again");
        }
    }

    /** Writes down that the result is not on disk although the run ends. */
    void unkept(Problem problem) {
        Problem last = untaken;
        if (last != null) {
            status = status.without(last);
        }
        log.note(Level.ERROR, problem.message());
        note(problem);
    }

    void ended(RunState end, String verdict, int exitCode, Instant at) {
        status = status.ended(end, verdict, exitCode, at);
        events.publish("state", Map.of("state", end.text()));
        events.publish("end", Map.of("state", end.text(), "verdict", verdict, "exitCode", exitCode));
        events.complete();
    }
}
