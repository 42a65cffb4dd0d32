package io.loadbank.api;

import io.loadbank.library.LibraryLimits;
import io.loadbank.library.MemoryScriptStore;
import io.loadbank.library.RemoteModules;
import io.loadbank.library.ScriptLibrary;
import io.loadbank.library.ScriptedInspector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

/** The API on a port of its own, over fakes of all that is below it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = ApiUnderTest.Daemon.class)
abstract class ApiUnderTest {
    static final MediaType JAVASCRIPT = MediaType.valueOf("application/javascript");
    static final MediaType PROBLEM = MediaType.APPLICATION_PROBLEM_JSON;

    @LocalServerPort
    int port;

    @Autowired
    FakeBoard board;

    @Autowired
    AtomicReference<Instant> now;

    WebTestClient http;

    @BeforeEach
    void connect() {
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(it -> it.defaultCodecs().maxInMemorySize(-1))
                .build();
    }

    /** Uploads a script that is new to the library. */
    WebTestClient.ResponseSpec upload(String name, String text) {
        return http.post()
                .uri("/api/v1/scripts?name=" + name)
                .contentType(JAVASCRIPT)
                .bodyValue(text)
                .exchange();
    }

    WebTestClient.ResponseSpec createRun(String json) {
        return http.post()
                .uri("/api/v1/runs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    /** A fresh live run. */
    FakeRun running(String script) {
        upload(script, "export default " + System.nanoTime());
        createRun("{\"script\":\"" + script + "\"}").expectStatus().isCreated();
        return board.last();
    }

    WebTestClient.ResponseSpec patch(String id, String json) {
        return http.patch()
                .uri("/api/v1/runs/" + id)
                .contentType(Media.MERGE_PATCH)
                .bodyValue(json)
                .exchange();
    }

    /** Asserts the whole shape of a refusal. */
    static WebTestClient.BodyContentSpec refused(RequestHeadersSpec<?> request, int status, String slug) {
        return refused(request.exchange(), status, slug);
    }

    static WebTestClient.BodyContentSpec refused(WebTestClient.ResponseSpec response, int status, String slug) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(PROBLEM)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/" + slug)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.detail")
                .isNotEmpty()
                .jsonPath("$.instance")
                .exists()
                .jsonPath("$.problems")
                .isArray()
                .jsonPath("$.trace")
                .doesNotExist();
    }

    /** The API and fakes; nothing of the rest of the daemon. No @Configuration: daemons under test must not find it. */
    @EnableAutoConfiguration
    @ComponentScan("io.loadbank.api")
    static class Daemon {
        @Bean
        FakeBoard board() {
            return new FakeBoard();
        }

        @Bean
        AtomicReference<Instant> now() {
            return new AtomicReference<>(Instant.parse("2026-11-21T20:00:00Z"));
        }

        @Bean
        InstantSource clock(AtomicReference<Instant> now) {
            return now::get;
        }

        @Bean
        ScriptLibrary library(InstantSource clock) {
            var limits = new LibraryLimits(1_000, 3_000, 4, Duration.ofSeconds(1));
            return new ScriptLibrary(
                    new MemoryScriptStore(),
                    new ScriptedInspector(),
                    (_, _) -> new RemoteModules.Fetched.Refused("there are none"),
                    limits,
                    clock);
        }

        @Bean
        ApiSettings apiSettings() {
            return new ApiSettings(List.of("localhost", "127.0.0.1", "[::1]"), 1_000, 2_000);
        }
    }
}
