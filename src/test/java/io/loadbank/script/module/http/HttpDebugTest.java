package io.loadbank.script.module.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.script.LoadedScript;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HttpDebugTest {

    private static final HttpLab LAB = new HttpLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static List<String> log(String debug, String body) {
        try (LoadedScript script = LAB.run("{httpDebug: '" + debug + "', userAgent: 'me'}", body)) {
            return script.test.lines().stream()
                    .map(line -> line.message())
                    .map(line ->
                            line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID").replaceAll(":\\d{4,5}", ":PORT"))
                    .toList();
        }
    }

    @Test
    void nothing_is_logged_without_it() {
        assertThat(log("", "http.get(base + '/text');")).isEmpty();
    }

    @Test
    void heads_are_logged_without_bodies() {
        List<String> lines = log("headers", "http.post(base + '/anything', 'secret body');");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("""
                Request ID:
                POST /anything HTTP/1.1
                Host: 127.0.0.1:PORT
                User-Agent: me
                Content-Length: 11

                """);
        assertThat(lines.get(1)).contains("Response ID:\nHTTP/1.1 200 OK\n").endsWith("\n\n");
    }

    @Test
    void full_has_bodies_each_hop_and_what_failed() {
        List<String> lines = log("full", "http.get(base + '/redirect/1'); http.get(__ENV.REFUSED);");

        assertThat(lines).filteredOn(line -> line.startsWith("Request ID:\n")).hasSize(3);
        assertThat(lines).filteredOn(line -> line.startsWith("Response ID:\n")).hasSize(3);
        assertThat(lines).anyMatch(line -> line.contains("connect: connection refused\n"));
        assertThat(log("full", "http.post(base + '/anything', 'hello');").get(1))
                .contains("hello");
    }

    @Test
    void long_bodies_are_cut() {
        String line = log("full", "http.get(base + '/bytes/100000');").get(1);

        assertThat(line).endsWith("(100000 bytes)").hasSizeLessThan(10_000);
    }
}
