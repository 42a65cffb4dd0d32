package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.plan.Problem;
import io.loadbank.script.ArchiveMetadata;
import io.loadbank.script.ScriptFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides whether files may be uploaded, and which of them is the main script. */
final class UploadRules {
    /** The engine's own files live there. */
    private static final String RESERVED = "__loadbank__";

    private static final List<String> USUAL_ENTRIES =
            List.of("main.js", "index.js", "script.js", "main.ts", "index.ts", "script.ts");
    private static final int MAX_PATH_BYTES = 500;
    private static final int MAX_SEGMENT_BYTES = 255;

    private final LibraryLimits limits;

    UploadRules(LibraryLimits limits) {
        this.limits = limits;
    }

    static List<Problem> name(String name) {
        return ScriptRef.isName(name)
                ? List.of()
                : List.of(new Problem(
                        "name", "'" + shortened(name) + "' is not a name", "use 1 to 100 of A-Z a-z 0-9 . _ -"));
    }

    Checked check(@Nullable String entry, Map<String, byte[]> files) {
        List<Problem> problems = new ArrayList<>();
        if (files.isEmpty()) {
            problems.add(new Problem("file", "there is no file in the upload"));
        }
        if (files.size() > limits.maxFiles()) {
            problems.add(new Problem(
                    "file", files.size() + " files are more than the " + limits.maxFiles() + " that are allowed"));
        }
        TreeMap<String, byte[]> sorted = new TreeMap<>(files);
        long total = 0;
        for (Map.Entry<String, byte[]> file : sorted.entrySet()) {
            String path = file.getKey();
            String wrong = wrongPath(path);
            if (wrong != null) {
                problems.add(new Problem("file", "'" + shortened(path) + "' " + wrong));
            } else {
                checkAgainstDirectories(path, sorted, problems);
            }
            total += file.getValue().length;
            if (file.getValue().length > limits.maxFileBytes()) {
                problems.add(new Problem(
                        "file",
                        "'" + shortened(path) + "' has " + file.getValue().length + " bytes, a file may have "
                                + limits.maxFileBytes()));
            }
        }
        if (total > limits.maxUnpackedBytes()) {
            problems.add(new Problem(
                    "file",
                    "the files have " + total + " bytes together, " + limits.maxUnpackedBytes() + " are allowed"));
        }
        String main = files.isEmpty() ? null : entry(entry, files, problems);
        return main != null && problems.isEmpty()
                ? new Checked.Good(new ScriptFiles(main, files))
                : new Checked.Bad(problems);
    }

    private static @Nullable String entry(@Nullable String asked, Map<String, byte[]> files, List<Problem> problems) {
        String entry = asked != null ? asked : guess(files);
        if (entry == null) {
            problems.add(new Problem(
                    "entry",
                    "none of the " + files.size() + " files is clearly the main script",
                    "name it in a text part: -F entry=path/of/the/main.js"));
            return null;
        }
        if (!files.containsKey(entry)) {
            problems.add(new Problem("entry", "'" + shortened(entry) + "' is not among the files"));
            return null;
        }
        if (entry.endsWith(".tsx") || entry.endsWith(".jsx")) {
            problems.add(new Problem(
                    "entry",
                    "'" + entry + "' has JSX in it, which is not supported",
                    "use .ts, or transpile it first"));
            return null;
        }
        return entry;
    }

    private static @Nullable String guess(Map<String, byte[]> files) {
        if (files.size() == 1) {
            return files.keySet().iterator().next();
        }
        return USUAL_ENTRIES.stream().filter(files::containsKey).findFirst().orElse(null);
    }

    /** What is wrong with a path, as the rest of a sentence; null if nothing is. */
    private static @Nullable String wrongPath(String path) {
        if (path.isEmpty()) {
            return "is not a path";
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return "is an absolute path, paths are relative to the upload";
        }
        if (path.indexOf('\\') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
            return "has a backslash or a control character in it";
        }
        if (path.getBytes(UTF_8).length > MAX_PATH_BYTES) {
            return "is longer than " + MAX_PATH_BYTES + " bytes";
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return "has an empty part, '.' or '..' in it";
            }
            if (segment.equals(RESERVED) && !path.equals(ArchiveMetadata.PATH)) {
                return "lies in " + RESERVED + ", which is reserved";
            }
            if (segment.getBytes(UTF_8).length > MAX_SEGMENT_BYTES) {
                return "has a part longer than " + MAX_SEGMENT_BYTES + " bytes";
            }
        }
        return null;
    }

    private static void checkAgainstDirectories(
            String path, NavigableMap<String, byte[]> sorted, List<Problem> problems) {
        String below = sorted.higherKey(path + "/");
        if (below != null && below.startsWith(path + "/")) {
            problems.add(new Problem("file", "'" + path + "' is a file and, in '" + below + "', a directory"));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }
}
