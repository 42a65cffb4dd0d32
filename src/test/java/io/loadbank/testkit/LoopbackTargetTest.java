package io.loadbank.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackTargetTest {

    private final LoopbackTarget target = LoopbackTarget.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        client.close();
        target.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/get?a=1,              200, '\"args\":{\"a\":\"1\"}'",
        "/anything/x,           200, '\"path\":\"/anything/x\"'",
        "/json,                 200, '\"big\":12345678901234567890'",
        "/badjson,              200, 'oops'",
        "/text?body=hi,         200, 'hi'",
        "/delay/1,              200, '\"seq\":1'",
        "/status/503,           503, 'status 503'",
        "/redirect/1,           302, 'moved'",
        "/stream/2,             200, '{\"id\": 1}'",
        "/drip?ms=1&bytes=3,    200, 'xxx'",
        "/conn-close,           200, '\"method\":\"GET\"'",
        "/counter/c,            200, '{\"n\":1}'",
        "/inflight/max,         200, '{\"max\":1}'",
        "/html,                 200, 'Conformance page'",
        "/,                     200, 'Conformance page'",
        "/cookies,              200, '\"cookies\":[]'",
        "/basic-auth/u/p,       401, '\"authenticated\":false'",
        "/nowhere,              404, 'not found: /nowhere'",
    })
    void answers(String path, int status, String part) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(target.url() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(part);
        assertThat(target.requests()).isEqualTo(1);
    }
}
