package io.loadbank.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;

/** One iteration: a request, a check of its status and one of a field of the JSON, and a pause if there is to be one. */
final class Work {

    private Work() {}

    static HttpProtocolBuilder protocol() {
        HttpProtocolBuilder plain = http.disableWarmUp().disableCaching();
        return Settings.HTTP2 ? plain.enableHttp2() : plain;
    }

    static ChainBuilder named(String name) {
        ChainBuilder asked = exec(request(name).check(status().is(200), jmesPath(Settings.FIELD).is(Settings.WANT)));
        return Settings.PAUSE.isZero() ? asked : asked.pause(Settings.PAUSE);
    }

    private static HttpRequestActionBuilder request(String name) {
        return Settings.BODY.isEmpty()
                ? http(name).get(Settings.TARGET)
                : http(name)
                        .post(Settings.TARGET)
                        .header("Content-Type", "application/json")
                        .body(StringBody(Settings.BODY));
    }

    static ChainBuilder begin() {
        return exec(session -> {
            Counted.begin();
            return session;
        });
    }

    static ChainBuilder end() {
        return exec(session -> {
            Counted.end();
            return session;
        });
    }
}
