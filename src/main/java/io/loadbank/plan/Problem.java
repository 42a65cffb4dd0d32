package io.loadbank.plan;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what somebody asked for.
 *
 * @param path where, such as {@code scenarios.browse.vus}; empty for the whole
 * @param message what, as a sentence without a full stop
 * @param hint what to do instead, if that is known
 */
public record Problem(String path, String message, @Nullable String hint) {
    public Problem(String path, String message) {
        this(path, message, null);
    }
}
