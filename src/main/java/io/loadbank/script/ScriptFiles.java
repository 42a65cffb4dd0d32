package io.loadbank.script;

import io.loadbank.script.module.UploadedFiles;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one upload, by their path inside it ({@code lib/users.js}).
 *
 * @param entry path of the main script, one of the files
 * @param files contents; must not be changed
 */
public record ScriptFiles(String entry, Map<String, byte[]> files) implements UploadedFiles {

    public ScriptFiles {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        if (!files.containsKey(entry)) {
            throw new IllegalArgumentException("the entry " + entry + " is not among the files");
        }
    }

    /** A script that is a single file. */
    public static ScriptFiles single(String path, String text) {
        return new ScriptFiles(path, Map.of(path, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String resolve(String path) {
        String plain = path.startsWith("file://") ? path.substring("file://".length()) : path;
        return ModulePath.normalized(plain.startsWith("/") ? plain : ModulePath.directory(entryPath()) + plain);
    }

    @Override
    public byte @Nullable [] at(String absolutePath) {
        return absolutePath.startsWith("/") ? files.get(absolutePath.substring(1)) : null;
    }

    @Override
    public boolean isDirectory(String absolutePath) {
        String prefix = absolutePath.equals("/") ? "" : absolutePath.substring(1) + "/";
        return files.keySet().stream().anyMatch(path -> path.startsWith(prefix));
    }

    String entryPath() {
        return "/" + entry;
    }
}
