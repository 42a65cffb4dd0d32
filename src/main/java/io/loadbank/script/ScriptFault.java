package io.loadbank.script;

import io.loadbank.plan.Problem;
import java.util.List;

/** Thrown when a script cannot be loaded, or a call of one of its functions failed. Carries what the user is told. */
final class ScriptFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    enum Kind {
        SYNTAX,
        UNRESOLVED,
        THROWN,
        REJECTED,
        TIMEOUT,
        ABORTED,
        INTERRUPTED,
        UNUSABLE
    }

    private final Kind kind;
    private final transient List<Problem> problems;

    ScriptFault(Kind kind, List<Problem> problems) {
        super(problems.getFirst().message(), null, false, false);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    ScriptFault(Kind kind, String path, String message) {
        this(kind, List.of(new Problem(path, message)));
    }

    Kind kind() {
        return kind;
    }

    List<Problem> problems() {
        return problems;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
