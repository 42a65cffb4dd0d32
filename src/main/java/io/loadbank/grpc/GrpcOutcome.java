package io.loadbank.grpc;

import java.util.List;
import java.util.Map;

/**
 * How a call ended.
 *
 * @param code 0 for OK, else gRPC's status code
 * @param message of a status that is not OK
 * @param details of it, each a message as JSON
 * @param headers by name, lower case
 * @param trailers likewise, without the status
 */
public record GrpcOutcome(
        int code,
        String message,
        List<String> details,
        Map<String, List<String>> headers,
        Map<String, List<String>> trailers) {

    public static final int CANCELLED = 1;

    public boolean isOk() {
        return code == 0;
    }
}
