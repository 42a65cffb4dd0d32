package io.loadbank.wronghouse.vu;

/** Right: the port between executors and scripts. */
public interface Vu {}
