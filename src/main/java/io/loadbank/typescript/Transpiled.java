package io.loadbank.typescript;

/** What became of one TypeScript file. */
public sealed interface Transpiled {

    /**
     * JavaScript.
     *
     * @param positions from places in the text to places in the TypeScript
     */
    record Code(String text, SourceMap positions) implements Transpiled {}

    /**
     * It is no TypeScript, or cannot be transpiled here.
     *
     * @param line from 1; 0 if the fault has no place
     * @param column from 1; 0 if the fault has no place
     */
    record Wrong(String message, int line, int column) implements Transpiled {}
}
