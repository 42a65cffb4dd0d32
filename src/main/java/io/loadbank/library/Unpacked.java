package io.loadbank.library;

import io.loadbank.plan.Problem;
import java.util.List;
import java.util.Map;

/** What an archive holds. */
public sealed interface Unpacked {

    /**
     * A script's files.
     *
     * @param entry path of the main script
     * @param files contents by path, not yet checked against the rules for uploads
     */
    record Files(String entry, Map<String, byte[]> files) implements Unpacked {}

    /** It cannot be used, for all of these reasons. */
    record Bad(List<Problem> problems) implements Unpacked {
        public Bad {
            problems = List.copyOf(problems);
        }
    }
}
