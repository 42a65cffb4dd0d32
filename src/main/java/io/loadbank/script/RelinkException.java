package io.loadbank.script;

/** Thrown when linking taught the name of an export that a module must show: link again in a fresh realm. */
final class RelinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RelinkException() {
        super("link again", null, false, false);
    }
}
