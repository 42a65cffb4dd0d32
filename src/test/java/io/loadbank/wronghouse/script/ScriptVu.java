package io.loadbank.wronghouse.script;

import io.loadbank.wronghouse.vu.Vu;
import org.graalvm.polyglot.Context;

/** Right: both arrows are on the map. */
public record ScriptVu(Context context) implements Vu {}
