package io.loadbank.grpc;

import io.loadbank.http.TlsSettings;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How to connect.
 *
 * @param address host and port
 * @param plaintext without TLS
 * @param timeout until the connection must be ready
 * @param maxReceiveBytes of one message that comes in
 * @param maxSendBytes of one message that goes out
 * @param tls changes the run's TLS settings; null leaves them
 * @param authority what the target shall take itself for; null for host and port of the address
 * @param userAgent put before the library's own; empty for none
 */
public record GrpcDial(
        String address,
        boolean plaintext,
        Duration timeout,
        int maxReceiveBytes,
        int maxSendBytes,
        @Nullable UnaryOperator<TlsSettings> tls,
        @Nullable String authority,
        String userAgent) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    public static final int DEFAULT_MAX_RECEIVE_BYTES = 4 << 20;
    public static final int DEFAULT_MAX_SEND_BYTES = Integer.MAX_VALUE;
}
