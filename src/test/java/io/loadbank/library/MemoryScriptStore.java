package io.loadbank.library;

import io.loadbank.script.ScriptFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store that forgets when the test ends. */
public final class MemoryScriptStore implements ScriptStore {
    private final Map<ScriptVersion, ScriptFiles> kept = new ConcurrentHashMap<>();
    private final Map<String, Integer> last = new ConcurrentHashMap<>();

    @Override
    public void save(ScriptVersion version, ScriptFiles files) {
        kept.put(version, files);
        last.merge(version.name(), version.version(), Math::max);
    }

    @Override
    public Contents load() {
        return new Contents(List.copyOf(kept.keySet()), new HashMap<>(last));
    }

    @Override
    public ScriptFiles files(ScriptVersion version) throws IOException {
        ScriptFiles files = kept.get(version);
        if (files == null) {
            throw new IOException(version.reference() + " is not kept");
        }
        return files;
    }

    @Override
    public void delete(ScriptVersion version) {
        kept.remove(version);
    }
}
