package io.loadbank.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request: every hop in order, and the body of the last.
 *
 * @param hops at least one
 * @param body decoded body of the last hop; null when discarded, when the status forbids one (1xx, 204, 304) and on
 *     errors before the body; what had arrived when it broke off; an empty array for HEAD and for empty bodies
 * @param interrupted true if {@link HttpClient#interrupt()} ended it: the last hop is cancelled and must not be sampled
 * @param redirectLimitHit true if the last hop is a redirect that was not followed because of the limit
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are large: shared, never changed or compared
public record Exchange(List<Hop> hops, byte @Nullable [] body, boolean interrupted, boolean redirectLimitHit) {

    public Exchange {
        if (hops.isEmpty()) {
            throw new IllegalArgumentException("an exchange has at least one hop");
        }
        hops = List.copyOf(hops);
    }

    public Hop last() {
        return hops.getLast();
    }
}
