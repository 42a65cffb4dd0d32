package io.loadbank.library;

import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptInspection;
import java.util.List;

/** What became of files that were only to be looked at. */
public sealed interface Validated {

    /** The trial init took place; what it showed may be problems. */
    record Tried(ScriptFiles files, ScriptInspection inspection) implements Validated {}

    /** The files are no upload, for all of these reasons. */
    record Refused(List<Problem> problems) implements Validated {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
