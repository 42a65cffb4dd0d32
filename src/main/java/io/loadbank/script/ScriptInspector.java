package io.loadbank.script;

import java.time.Duration;
import java.util.Map;

/** Tries the init code of uploads without running anything else. Thread-safe; blocks for the length of the init. */
public interface ScriptInspector {

    /**
     * Runs the init once and tells what it showed.
     *
     * @param limit how long the init may take
     */
    ScriptInspection inspect(ScriptFiles files, Map<String, String> env, Duration limit);
}
