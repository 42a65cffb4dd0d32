package io.loadbank.vu;

/** What a running scenario tells its VUs about itself. Thread-safe. */
public interface ScenarioInfo {

    String name();

    /** The executor's name, such as {@code constant-vus}. */
    String executor();

    /** When the executor started, in milliseconds since the epoch. */
    long startEpochMillis();

    /** How far the executor has come, 0 to 1. */
    double progress();
}
