package io.loadbank.library;

import io.loadbank.plan.Problem;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a script, without the contents of its files.
 *
 * @param version counts from 1 under the name; never given twice
 * @param digest {@code sha256:<hex>} over paths, contents and entry
 * @param entry path of the main script
 * @param files sorted by path
 * @param options what the script exports as options, a JSON-like tree; null if the trial init did not get so far
 * @param exports names of the exported functions
 * @param problems why the trial init failed; empty if it did not
 */
public record ScriptVersion(
        String name,
        int version,
        String digest,
        String entry,
        List<FileEntry> files,
        @Nullable Map<String, Object> options,
        List<String> exports,
        List<Problem> problems,
        Instant createdAt) {

    /** One file of the upload: its path inside it and its size. */
    public record FileEntry(String path, long bytes) {}

    public ScriptVersion {
        files = List.copyOf(files);
        options = options == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(options));
        exports = List.copyOf(exports);
        problems = List.copyOf(problems);
    }

    /** {@code name@version}. */
    public String reference() {
        return name + "@" + version;
    }
}
