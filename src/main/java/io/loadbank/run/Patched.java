package io.loadbank.run;

import io.loadbank.plan.Problem;
import java.util.List;

/** What became of a {@link RunPatch}. */
public sealed interface Patched {

    /** All of it is in force; the view shows it as desired. */
    record Applied(RunView view) implements Patched {}

    /** All of it is in force, but would not survive the end of the daemon yet: 503. */
    record NotKept(RunView view, Problem problem) implements Patched {}

    /** Readable but wrong values: 422. */
    record Invalid(List<Problem> problems) implements Patched {}

    /** The run's state or its executor does not allow it: 409. */
    record Conflict(List<Problem> problems) implements Patched {}
}
