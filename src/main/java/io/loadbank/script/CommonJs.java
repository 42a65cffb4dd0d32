package io.loadbank.script;

import org.graalvm.polyglot.Source;

/** A CommonJS file as the engine gets it: the body of a function of module, exports and this module's require. */
final class CommonJs {

    private static final String HEAD = "(function(module,exports,require){";

    private CommonJs() {}

    static Source source(String text, String path) {
        return Source.newBuilder("js", HEAD + text + "\n})", path).buildLiteral();
    }

    /** How many columns the first line is longer than in the upload. */
    static int shift() {
        return HEAD.length();
    }
}
