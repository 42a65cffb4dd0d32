package io.loadbank.library;

import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import java.util.List;

/** Whether files keep the rules for uploads. */
public sealed interface Checked {

    /** They do. */
    record Good(ScriptFiles files) implements Checked {}

    /** They do not, for all of these reasons. */
    record Bad(List<Problem> problems) implements Checked {
        public Bad {
            problems = List.copyOf(problems);
        }
    }
}
