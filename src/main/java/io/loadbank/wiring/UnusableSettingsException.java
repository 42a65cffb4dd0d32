package io.loadbank.wiring;

import java.util.List;

/** Thrown at start-up when settings are wrong; carries all problems. */
final class UnusableSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    UnusableSettingsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
