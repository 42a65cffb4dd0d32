package io.loadbank.script.module.ws;

import io.loadbank.ws.WsEvent.Closed;

/** The text of the error that an unusual end of a WebSocket raises. */
final class CloseText {

    private static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;

    private CloseText() {}

    /** Whether a close frame ended it with a code that is no error. */
    static boolean isUsual(Closed closed) {
        return closed.code() == NORMAL || closed.code() == GOING_AWAY;
    }

    static String of(Closed closed) {
        String broken = closed.error();
        if (broken != null) {
            return broken;
        }
        if (closed.code() == Closed.NO_FRAME) {
            return "websocket: close 1006 (abnormal closure): unexpected EOF";
        }
        String text = "websocket: close " + closed.code() + name(closed.code());
        return closed.reason().isEmpty() ? text : text + ": " + closed.reason();
    }

    private static String name(int code) {
        return switch (code) {
            case 1002 -> " (protocol error)";
            case 1003 -> " (unsupported data)";
            case 1005 -> " (no status)";
            case 1007 -> " (invalid payload data)";
            case 1008 -> " (policy violation)";
            case 1009 -> " (message too big)";
            case 1010 -> " (mandatory extension missing)";
            case 1011 -> " (internal server error)";
            default -> "";
        };
    }
}
