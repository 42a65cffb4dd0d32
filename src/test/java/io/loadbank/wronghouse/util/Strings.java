package io.loadbank.wronghouse.util;

/** Wrong: the name of its package. */
public interface Strings {}
