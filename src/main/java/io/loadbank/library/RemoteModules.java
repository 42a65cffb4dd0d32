package io.loadbank.library;

import org.jspecify.annotations.Nullable;

/**
 * Where modules come from that scripts import by an https URL and that are not in their upload: the port to mirrors and
 * the network. Thread-safe; blocks, for a bounded time. Asked at upload only, never while a run lives.
 */
public interface RemoteModules {

    /** What became of a look-up. */
    sealed interface Fetched {

        /** The module's text, as bytes; shared, never changed. */
        @SuppressWarnings("ArrayRecordComponent")
        record Module(byte[] bytes) implements Fetched {}

        /** There is none to be had, for this reason: the rest of a sentence. */
        record Refused(String reason) implements Fetched {}
    }

    /**
     * Looks a module up.
     *
     * @param url begins with {@code https://}
     * @param maxBytes a larger module is refused
     */
    Fetched fetch(String url, long maxBytes);

    /**
     * Looks for what the operator keeps of a module, and nowhere else: it goes before a library of ours.
     *
     * @return null if the operator keeps nothing of it
     */
    default @Nullable Fetched kept(String url, long maxBytes) {
        return null;
    }
}
