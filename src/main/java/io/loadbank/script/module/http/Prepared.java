package io.loadbank.script.module.http;

import io.loadbank.http.Request;
import io.loadbank.metric.Tags;
import org.jspecify.annotations.Nullable;

/** A script's request call, read: ready to be sent, or refused. */
sealed interface Prepared {

    /**
     * Ready to be sent.
     *
     * @param name the name a URL template gives, or null
     * @param tags tags of this call, or null
     * @param callback which statuses are expected, or null when none is asked
     */
    record Sendable(
            Request request,
            @Nullable String name,
            @Nullable Tags tags,
            @Nullable ExpectedStatuses callback,
            ResponseType responseType,
            boolean throwErrors)
            implements Prepared {}

    /**
     * An argument that cannot be used: nothing is sent and nothing is measured.
     *
     * @param errorCode 1020 for a URL, else 0
     */
    record Refused(String error, int errorCode) implements Prepared {}

    /** What a response's body becomes in the script. */
    enum ResponseType {
        TEXT,
        BINARY,
        NONE
    }
}
