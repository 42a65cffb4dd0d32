package io.loadbank.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Turns any text into a file name that every file system keeps: plain names stay, other characters become
 * {@code %XX}; upper case and excessive length add a check sum, since some file systems confuse cases.
 */
final class DiskName {
    private static final int MAX_LENGTH = 200;

    private DiskName() {}

    static String of(String text) {
        StringBuilder name = new StringBuilder();
        for (byte each : text.getBytes(UTF_8)) {
            if (isPlain(each, name.isEmpty())) {
                name.append((char) each);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02x", each & 0xff));
            }
        }
        boolean hasUpperCase = !text.equals(text.toLowerCase(Locale.ROOT));
        if (!hasUpperCase && name.length() <= MAX_LENGTH) {
            return name.toString();
        }
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        name.setLength(Math.min(name.length(), MAX_LENGTH));
        return name + String.format(Locale.ROOT, "~%08x", sum.getValue());
    }

    /** A relative path, segment by segment. */
    static Path pathOf(Path root, String relative) {
        Path path = root;
        for (String segment : relative.split("/", -1)) {
            path = path.resolve(of(segment));
        }
        return path;
    }

    private static boolean isPlain(byte c, boolean isFirst) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || (c == '.' && !isFirst);
    }
}
