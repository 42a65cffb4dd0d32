package io.loadbank.library;

import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where scripts are kept: the port to storage. Thread-safe. */
public interface ScriptStore {

    /**
     * Everything that is kept.
     *
     * @param versions in no order
     * @param lastVersions the highest version each name ever had, deleted ones included
     */
    record Contents(List<ScriptVersion> versions, Map<String, Integer> lastVersions) {}

    /** Keeps a version; when this returns, it survives the end of the daemon. */
    void save(ScriptVersion version, ScriptFiles files) throws IOException;

    /** What cannot be read is left out and logged. */
    Contents load() throws IOException;

    /** The files of a version that is kept. */
    ScriptFiles files(ScriptVersion version) throws IOException;

    /** Forgets a version, but not that its number was given; does nothing if it is not kept. */
    void delete(ScriptVersion version) throws IOException;
}
