package io.loadbank.run;

import io.loadbank.plan.TestPlan;
import io.loadbank.script.CallOutcome;
import io.loadbank.script.LifecycleFunction;
import io.loadbank.script.ScriptSession;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Calls of setup and teardown that somebody asks for, beside those of the run itself. Thread-safe. */
final class RunLifecycle {

    private final ScriptSession session;
    private final TestPlan plan;

    RunLifecycle(ScriptSession session, TestPlan plan) {
        this.session = session;
        this.plan = plan;
    }

    /** Runs {@code setup()} now and keeps what it returns for VUs that have not iterated yet. */
    Mono<LifecycleResult> setup() {
        return call(LifecycleFunction.SETUP, plan.setupTimeout());
    }

    /** Runs {@code teardown()} now. */
    Mono<LifecycleResult> teardown() {
        return call(LifecycleFunction.TEARDOWN, plan.teardownTimeout());
    }

    private Mono<LifecycleResult> call(LifecycleFunction function, Duration limit) {
        if (!session.exports().contains(function.export())) {
            return Mono.just(new LifecycleResult(""));
        }
        return Mono.create(sink -> {
            var call = session.call(function, limit);
            sink.onCancel(call::interrupt);
            Thread.ofPlatform().daemon().name(function.export() + "-by-request").start(() -> {
                try {
                    sink.success(result(function, call.run(null)));
                } catch (RuntimeException e) {
                    sink.error(e);
                }
            });
        });
    }

    private LifecycleResult result(LifecycleFunction function, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Returned(String json) -> {
                if (function == LifecycleFunction.SETUP) {
                    session.setupData(json);
                }
                yield new LifecycleResult("");
            }
            case CallOutcome.Threw(String text) -> new LifecycleResult(text);
            case CallOutcome.Unusable(String text) -> new LifecycleResult(text);
            case CallOutcome.TimedOut(String text) -> new LifecycleResult(text);
            case CallOutcome.CutOff _ -> new LifecycleResult("it was cut off");
            case CallOutcome.Files _ -> new LifecycleResult("");
        };
    }
}
