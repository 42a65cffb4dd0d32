package io.loadbank.run;

import io.loadbank.vu.SecretVault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a file for each secret, as Kubernetes mounts them. Its files are the default source, each directory
 * in it is a source of its own name. Read whenever a secret is asked for, so that a rotated one counts.
 */
public final class SecretFolder implements SecretVault.Mounted {

    /** The largest secret, in bytes. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final Path folder;

    public SecretFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean has(String source) {
        return NAME.matcher(source).matches() && Files.isDirectory(of(source));
    }

    private Path of(String source) {
        return source.equals(SecretVault.DEFAULT) ? folder : folder.resolve(source);
    }

    /** A file's text, one line break at its end left out; null as well for one that is too large or unreadable. */
    @Override
    public @Nullable String find(String source, String name) {
        if (!NAME.matcher(source).matches() || !NAME.matcher(name).matches()) {
            return null;
        }
        Path file = of(source).resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return null;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            return null;
        }
    }
}
