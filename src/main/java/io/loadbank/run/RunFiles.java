package io.loadbank.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Where the files are that the outputs of runs write: a directory for each run. Thread-safe. */
public interface RunFiles {

    /** For daemons without outputs. */
    RunFiles NONE = new RunFiles() {
        @Override
        public Path directory(String runId) {
            return Path.of("");
        }

        @Override
        public Map<String, Path> list(String runId) {
            return Map.of();
        }

        @Override
        public void delete(String runId) {
            // there is nothing
        }
    };

    /** The run's directory; not there until somebody makes it. */
    Path directory(String runId);

    /** The run's files by name, in order of their names; they may still grow. */
    Map<String, Path> list(String runId);

    /** Deletes the run's directory; does nothing if there is none. */
    void delete(String runId) throws IOException;
}
