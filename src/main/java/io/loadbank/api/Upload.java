package io.loadbank.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Script files as they came in, not yet checked against the library's rules.
 *
 * @param name what to call the script, from the query or a part; null if nobody said
 * @param entry path of the main script; null if nobody said
 * @param files contents by path
 */
record Upload(@Nullable String name, @Nullable String entry, Map<String, byte[]> files) {

    /** The same for the same upload, whatever boundary its parts had. */
    String fingerprint() {
        var print = new Fingerprint().add(String.valueOf(name)).add(String.valueOf(entry));
        new TreeMap<>(files)
                .forEach((path, bytes) -> print.add(path.getBytes(UTF_8)).add(bytes));
        return print.text();
    }
}
