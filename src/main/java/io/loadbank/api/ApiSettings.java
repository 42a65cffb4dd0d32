package io.loadbank.api;

import java.util.List;

/**
 * What the API needs to know of the daemon's settings.
 *
 * @param allowedHosts names a request may be addressed to, without ports; {@code *} is any
 * @param maxFileBytes of a script that is a single file
 * @param maxPackedBytes of an upload as it travels
 */
public record ApiSettings(List<String> allowedHosts, long maxFileBytes, long maxPackedBytes) {
    /** The largest JSON body. */
    static final int MAX_JSON_BYTES = 1 << 20;

    public ApiSettings {
        allowedHosts = List.copyOf(allowedHosts);
    }
}
