package io.loadbank.script;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.graalvm.polyglot.Source;

/** A CommonJS file as the engine gets it: the body of a function of module, exports and this module's require. */
final class CommonJs {

    private static final String HEAD = "(function(module,exports,require){";

    private CommonJs() {}

    static Source source(ScriptFiles files, String path) {
        String text = new String(Objects.requireNonNull(files.at(path), path), StandardCharsets.UTF_8);
        return Source.newBuilder("js", HEAD + text + "\n})", path).buildLiteral();
    }

    /** How many columns the first line is longer than in the upload. */
    static int shift() {
        return HEAD.length();
    }
}
