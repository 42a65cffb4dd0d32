package io.loadbank.script;

import io.loadbank.script.module.Phase;

/** A function of the test lifecycle that runs once, in a realm of its own. */
public enum LifecycleFunction {
    SETUP("setup", "::setup", Phase.SETUP),
    TEARDOWN("teardown", "::teardown", Phase.TEARDOWN),
    HANDLE_SUMMARY("handleSummary", "", Phase.SUMMARY);

    private final String export;
    private final String group;
    private final Phase phase;

    LifecycleFunction(String export, String group, Phase phase) {
        this.export = export;
        this.group = group;
        this.phase = phase;
    }

    /** The name it is exported under. */
    public String export() {
        return export;
    }

    String group() {
        return group;
    }

    Phase phase() {
        return phase;
    }
}
