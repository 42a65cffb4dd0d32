package io.loadbank.script;

import io.loadbank.script.module.JsonText;
import org.graalvm.polyglot.Source;

/** The text of an ES module as the engine gets it. */
final class EsModule {

    static final String MIME_TYPE = "application/javascript+module";

    private EsModule() {}

    /**
     * The module's text. One that mentions {@code import.meta} is preceded, on its first line, by the definition of
     * {@code import.meta.resolve}, which the engine lacks; it is all that {@code import.meta} has.
     */
    static String text(String plain, String path) {
        return prologue(plain, path) + plain;
    }

    /** How many columns the first line is longer than in the upload. */
    static int shift(String plain, String path) {
        return prologue(plain, path).length();
    }

    private static String prologue(String text, String path) {
        return text.contains("import.meta")
                ? "{const r=__loadbank.resolve;delete import.meta.url;import.meta.resolve=(s)=>r(" + JsonText.of(path)
                        + ",s)};"
                : "";
    }

    static Source source(String plain, String path) {
        return Source.newBuilder("js", text(plain, path), path)
                .mimeType(MIME_TYPE)
                .buildLiteral();
    }
}
