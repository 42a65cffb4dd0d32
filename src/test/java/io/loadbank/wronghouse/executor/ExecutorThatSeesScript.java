package io.loadbank.wronghouse.executor;

import io.loadbank.wronghouse.script.ScriptVu;
import io.loadbank.wronghouse.vu.Vu;

/** Wrong: goes past the port to its neighbour. The port itself is allowed. */
public record ExecutorThatSeesScript(ScriptVu neighbour, Vu port) {}
