package io.loadbank.api;

/** How the runs' operations are grouped in the contract. */
final class RunTag {
    static final String NAME = "Runs";
    static final String DESCRIPTION = "A run executes a script; it is steered and watched while it lives";
    static final String ID = "The run's id";

    private RunTag() {}
}
