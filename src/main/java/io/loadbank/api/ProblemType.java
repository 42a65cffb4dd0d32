package io.loadbank.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of refusals; their URIs {@code /problems/<slug>} are part of the contract and stay as they are. */
enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    HOST_NOT_ALLOWED(403, "The daemon does not answer under this host name"),
    ORIGIN_NOT_ALLOWED(403, "A web page of another origin must not change anything here"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This resource has no such method"),
    NOT_ACCEPTABLE(406, "There is no representation of the kind that was asked for"),
    CONFLICT(409, "The state does not allow it"),
    PRECONDITION_FAILED(412, "It has changed in the meantime"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a kind that is not understood here"),
    INVALID_INPUT(422, "The request was understood and is wrong"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key belongs to another request"),
    INTERNAL_ERROR(500, "The daemon made a mistake"),
    NO_CAPACITY(503, "There is no room for it now"),
    STORAGE_UNAVAILABLE(503, "Storage does not work now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String uri() {
        return "/problems/" + slug();
    }

    /** The type for what the framework refuses by itself; null if there is none for this status. */
    static @Nullable ProblemType ofStatus(int status) {
        for (ProblemType each : values()) {
            if (each.status == status) {
                return each;
            }
        }
        return null;
    }
}
