package io.loadbank.script;

import io.loadbank.script.module.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.graalvm.polyglot.Source;

/** The text of an ES module as the engine gets it. */
final class EsModule {

    static final String MIME_TYPE = "application/javascript+module";

    private EsModule() {}

    /**
     * The module's text. One that mentions {@code import.meta} is preceded, on its first line, by the definition of
     * {@code import.meta.resolve}, which the engine lacks; it is all that {@code import.meta} has.
     */
    static String text(ScriptFiles files, String path) {
        String text = plain(files, path);
        return prologue(text, path) + text;
    }

    private static String plain(ScriptFiles files, String path) {
        return new String(Objects.requireNonNull(files.at(path), path), StandardCharsets.UTF_8);
    }

    /** How many columns the first line is longer than in the upload. */
    static int shift(ScriptFiles files, String path) {
        return prologue(plain(files, path), path).length();
    }

    private static String prologue(String text, String path) {
        return text.contains("import.meta")
                ? "{const r=__loadbank.resolve;delete import.meta.url;import.meta.resolve=(s)=>r(" + JsonText.of(path)
                        + ",s)};"
                : "";
    }

    static Source source(ScriptFiles files, String path) {
        return Source.newBuilder("js", text(files, path), path)
                .mimeType(MIME_TYPE)
                .buildLiteral();
    }
}
