package io.loadbank.script;

import org.jspecify.annotations.Nullable;

/** What {@code setup()} returned, as JSON text, for all VUs of a run. Thread-safe. */
public final class SetupData {

    private volatile @Nullable String json;

    /**
     * Replaces the data.
     *
     * @param text JSON, or null for none
     */
    public void set(@Nullable String text) {
        json = text;
    }

    public @Nullable String json() {
        return json;
    }
}
