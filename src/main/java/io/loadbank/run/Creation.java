package io.loadbank.run;

import io.loadbank.plan.Problem;
import java.util.List;

/** What became of a {@link RunSpec}. */
public sealed interface Creation {

    /** The run exists and goes its way. */
    record Created(Run run) implements Creation {}

    /** The spec or its script is wrong: 422. */
    record Refused(List<Problem> problems) implements Creation {}

    /** There is no room for it now: 503. */
    record NoCapacity(Problem problem) implements Creation {}

    /** Storage does not take it, so it was not started: 503. */
    record NotKept(Problem problem) implements Creation {}

    /** A run of that id exists: 409. */
    record IdTaken(String id) implements Creation {}
}
