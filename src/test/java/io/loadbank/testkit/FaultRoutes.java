package io.loadbank.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;

/** Routes that misbehave. Those that never end do so when the client or the target closes. */
final class FaultRoutes {

    private FaultRoutes() {}

    static void register(Map<String, Routes.Route> all) {
        all.put("close", FaultRoutes::close);
        all.put("reset", FaultRoutes::reset);
        all.put("truncate", FaultRoutes::truncate);
        all.put("garbage", FaultRoutes::garbage);
        all.put("silent", FaultRoutes::silent);
        all.put("endless", FaultRoutes::endless);
        all.put("endless-head", FaultRoutes::endlessHead);
        all.put("raw", FaultRoutes::raw);
    }

    private static void count(TargetCall call) {
        if (!call.rest.isEmpty()) {
            call.target().count(call.rest.getFirst()).incrementAndGet();
        }
    }

    /** Closes without an answer; {@code /close/name} counts. */
    private static void close(TargetCall call) throws IOException {
        count(call);
        call.close();
    }

    /** A TCP reset instead of an answer; {@code /reset/name} counts. */
    private static void reset(TargetCall call) throws IOException {
        count(call);
        Socket socket = call.connection.socket;
        call.connection.keepAlive = false;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Promises 100 bytes, sends 10, closes. */
    private static void truncate(TargetCall call) throws IOException {
        call.head(200, "Content-Length", "100");
        call.raw("0123456789");
        call.close();
    }

    /** Something that is not HTTP. */
    private static void garbage(TargetCall call) throws IOException {
        call.raw("\u0000\u0001 this is not HTTP at all\r\n\r\n");
        call.close();
    }

    /** Reads on and never answers. */
    private static void silent(TargetCall call) throws IOException {
        while (call.connection.socket.getInputStream().read() >= 0) {
            Thread.onSpinWait();
        }
        call.close();
    }

    /** A body without end, chunked, or until close with {@code ?length=none}. */
    private static void endless(TargetCall call) throws IOException {
        boolean chunked = !call.arg("length", "chunked").equals("none");
        String[] headers = chunked ? new String[] {"Transfer-Encoding", "chunked"} : new String[0];
        call.head(200, headers);
        String data = "x".repeat(4096);
        while (true) {
            call.raw(chunked ? "1000\r\n" + data + "\r\n" : data).flush();
        }
    }

    /** A head without end. */
    private static void endlessHead(TargetCall call) throws IOException {
        call.raw("HTTP/1.1 200 OK\r\n");
        String value = "v".repeat(10_000);
        for (int i = 0; ; i++) {
            call.raw("X-Header-" + i + ": " + value + "\r\n").flush();
        }
    }

    /** {@code /raw?answer=…}: sends that text as it is, then closes unless {@code &keep} is given. */
    private static void raw(TargetCall call) throws IOException {
        call.raw(call.arg("answer", "")).flush();
        if (call.arg("keep", "-").equals("-")) {
            call.close();
        }
    }
}
