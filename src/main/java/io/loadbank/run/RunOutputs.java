package io.loadbank.run;

import io.loadbank.plan.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What carries the samples and values of runs out of the daemon: the port to outputs. Thread-safe. */
public interface RunOutputs {

    /** A daemon whose runs have no outputs. */
    RunOutputs NONE = wishes -> wishes == null || wishes.isEmpty()
            ? new Choice.Made(List.of())
            : new Choice.Refused(List.of(new Problem("outputs", "this daemon has no outputs")));

    /** What became of the wish for outputs. */
    sealed interface Choice {

        record Made(List<ChosenOutput> outputs) implements Choice {}

        /** They are wrong; all problems, their paths beginning with {@code outputs}. */
        record Refused(List<Problem> problems) implements Choice {}
    }

    /**
     * Reads which outputs somebody wants; opens nothing.
     *
     * @param wishes each a text {@code type[=argument]} or a tree with a {@code type}; null takes the daemon's default
     */
    Choice choose(@Nullable List<Object> wishes);

    /** One output, understood and not yet opened. */
    interface ChosenOutput {

        /** Such as {@code json}. */
        String type();

        /** The wish as it may be shown: its secrets are replaced by {@link RunOutput#HIDDEN}. */
        Object wish();

        /** Makes the output for one run. Does not block; what fails shows in its status. */
        RunOutput open(OutputStand stand);
    }
}
