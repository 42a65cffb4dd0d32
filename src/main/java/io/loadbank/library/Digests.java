package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.script.ScriptFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names contents: two uploads have the same digest exactly when paths, contents and entry are the same. */
final class Digests {
    private Digests() {}

    /** SHA-256 over a line {@code <path> NUL <sha256 of the content>} per file, by path, and then the entry. */
    static String of(ScriptFiles files) {
        MessageDigest whole = sha256();
        // the files are sorted by path already; NUL and newline cannot be in a path
        files.files().forEach((path, bytes) -> {
            String content = HexFormat.of().formatHex(sha256().digest(bytes));
            whole.update((path + "\0" + content + "\n").getBytes(UTF_8));
        });
        whole.update(("entry\0" + files.entry() + "\n").getBytes(UTF_8));
        return "sha256:" + HexFormat.of().formatHex(whole.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
