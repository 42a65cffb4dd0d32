package io.loadbank.library;

import io.loadbank.plan.Problem;
import java.util.List;

/** What became of an upload. */
public sealed interface Uploaded {

    /**
     * The library has it.
     *
     * @param isNew false if this name had these very bytes already
     */
    record Stored(ScriptVersion version, boolean isNew) implements Uploaded {}

    /** Nothing was stored, for all of these reasons. */
    record Refused(List<Problem> problems) implements Uploaded {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
