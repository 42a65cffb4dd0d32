package io.loadbank.script.module;

/** Which part of the test lifecycle a realm is executing. */
public enum Phase {
    INIT,
    SETUP,
    VU,
    TEARDOWN,
    SUMMARY
}
