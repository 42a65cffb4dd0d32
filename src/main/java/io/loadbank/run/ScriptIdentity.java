package io.loadbank.run;

/** Which immutable script version a run executes. */
public record ScriptIdentity(String name, int version, String digest) {}
