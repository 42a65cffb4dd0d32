package io.loadbank.testkit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The first path segment decides who answers. */
final class Routes {

    /** Answers one request; may sleep, close or never answer. */
    @FunctionalInterface
    interface Route {
        void answer(TargetCall call) throws IOException, InterruptedException;
    }

    private static final Map<String, Route> ALL = new HashMap<>();

    static {
        EchoRoutes.register(ALL);
        BodyRoutes.register(ALL);
        FaultRoutes.register(ALL);
        AuthRoutes.register(ALL);
        SocketRoutes.register(ALL);
    }

    private Routes() {}

    static void answer(TargetCall call) throws IOException, InterruptedException {
        Route route = ALL.get(call.route);
        if (route == null) {
            call.text(404, "not found: " + call.rawTarget);
        } else {
            route.answer(call);
        }
    }
}
