package io.loadbank.wronghouse.mystery;

/** Wrong: lives in a package that is not on the map. */
public interface Stranger {}
