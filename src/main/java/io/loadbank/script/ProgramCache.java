package io.loadbank.script;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The programs used last, so that what linking taught is not learnt again by each run. Thread-safe, bounded. */
final class ProgramCache {

    private static final int MAX = 64;

    private final Map<ScriptFiles, ScriptProgram> programs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ScriptFiles, ScriptProgram> eldest) {
            return size() > MAX;
        }
    };

    /** The program of these files, the same one while it is in the cache. */
    synchronized ScriptProgram program(ScriptFiles files) {
        for (Map.Entry<ScriptFiles, ScriptProgram> known : programs.entrySet()) {
            if (same(known.getKey(), files)) {
                // asking the map for it is what counts as a use
                return Objects.requireNonNull(programs.get(known.getKey()));
            }
        }
        ScriptProgram program = new ScriptProgram(files);
        programs.put(files, program);
        return program;
    }

    private static boolean same(ScriptFiles a, ScriptFiles b) {
        return a.entry().equals(b.entry())
                && a.files().keySet().equals(b.files().keySet())
                && a.files().entrySet().stream()
                        .allMatch(
                                file -> Arrays.equals(file.getValue(), b.files().get(file.getKey())));
    }
}
