package io.loadbank.run;

import java.io.IOException;
import java.util.List;

/** Where ended runs are kept: the port to storage. Thread-safe. */
public interface RunArchive {

    /** Keeps a run; when this returns, the run survives the end of the daemon. */
    void save(RunRecord run) throws IOException;

    /** All runs kept, oldest first. What cannot be read is left out and logged. */
    List<RunRecord> load() throws IOException;

    /** Forgets a run; does nothing if there is none of that id. */
    void delete(String id) throws IOException;
}
