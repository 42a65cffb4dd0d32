package io.loadbank.crypto.web;

/** Tells a long computation whether anybody still waits for it. Thread-safe. */
@FunctionalInterface
public interface Stop {

    boolean asked();

    /** Ends the computation if nobody waits for it. */
    default void check() {
        if (asked()) {
            throw WebCryptoException.operation("the operation was interrupted");
        }
    }
}
