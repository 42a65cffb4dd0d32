package io.loadbank.run;

import io.loadbank.executor.InstancePlan;
import io.loadbank.plan.Problem;
import io.loadbank.plan.TestPlan;
import io.loadbank.run.RunOutputs.ChosenOutput;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptSession;
import io.loadbank.threshold.Thresholds;
import java.util.List;

/** What the first init of a run's script and its options came to. */
sealed interface PreparedRun {

    /** Everything a run needs to start. */
    record Ready(
            ScriptSession session,
            InstancePlan instance,
            Thresholds thresholds,
            List<Problem> warnings,
            List<ChosenOutput> outputs,
            RuntimeOptions runtime,
            ScriptFiles files)
            implements PreparedRun {
        TestPlan plan() {
            return instance.test();
        }

        /** What all VUs that there may be will keep. */
        MemoryEstimate memory() {
            return MemoryEstimate.of(instance.reservation().maxVus(), session.initBytes());
        }
    }

    /** It cannot start. */
    record Refused(List<Problem> problems) implements PreparedRun {}
}
