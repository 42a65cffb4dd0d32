package io.loadbank.ws;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a WebSocket: {@link Opened}, then messages and control frames, then {@link Closed}; or nothing but
 * {@link Refused}. What follows {@link Opened} counts against the connection's window until
 * {@link WsConnection#taken(WsEvent)}.
 */
public sealed interface WsEvent {

    /** The handshake has succeeded. */
    record Opened(WsConnection connection, WsAnswer answer) implements WsEvent {}

    /** There is no WebSocket, and there will be none. */
    record Refused(WsAnswer answer) implements WsEvent {}

    record Text(String text) implements WsEvent {}

    @SuppressWarnings("ArrayRecordComponent") // given away, never compared
    record Binary(byte[] bytes) implements WsEvent {}

    /** A ping came, and was answered. */
    record Ping() implements WsEvent {}

    record Pong(String payload) implements WsEvent {}

    /**
     * The connection is over; told once.
     *
     * @param code of the peer's close frame, 1005 if it had none; {@link #NO_FRAME} if there was no close frame
     * @param reason of that frame; often empty
     * @param error what broke the connection, or null if a close frame or the end of the stream ended it
     */
    record Closed(int code, String reason, @Nullable String error) implements WsEvent {
        public static final int NO_FRAME = 0;
    }

    /** Roughly the bytes it takes to keep. */
    default int weight() {
        return switch (this) {
            case Text(String text) -> 64 + text.length();
            case Binary(byte[] bytes) -> 64 + bytes.length;
            case Opened _, Refused _, Ping _, Pong _, Closed _ -> 64;
        };
    }
}
