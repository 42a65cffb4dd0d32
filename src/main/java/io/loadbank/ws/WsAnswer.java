package io.loadbank.ws;

import io.loadbank.http.Headers;

/**
 * How a handshake went.
 *
 * @param status of the HTTP answer; 0 if there was none
 * @param headers of that answer
 * @param body of an answer that refuses, decoded; empty otherwise
 * @param error why there is no WebSocket although the target did not refuse it; empty otherwise
 * @param subprotocol that the target chose; empty for none
 * @param extensions that the target agreed to, as it wrote them; empty for none
 * @param remoteIp address that was connected to; empty if none was
 * @param connectingNanos from the beginning to the handshake's end, name look-up and TLS included
 * @param interrupted true if the VU was stopped meanwhile
 */
public record WsAnswer(
        int status,
        Headers headers,
        String body,
        String error,
        String subprotocol,
        String extensions,
        String remoteIp,
        long connectingNanos,
        boolean interrupted) {}
