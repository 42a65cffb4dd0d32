package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendAsyncTest {

    private final TestClient http = new TestClient();

    @AfterEach
    void close() {
        http.close();
    }

    private CompletableFuture<Exchange> start(Request request) {
        CompletableFuture<Exchange> future = new CompletableFuture<>();
        http.client.sendAsync(request, future::complete);
        return future;
    }

    @Test
    void sends_run_side_by_side_beside_a_blocking_one() throws Exception {
        List<CompletableFuture<Exchange>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(start(http.request("GET", "/inflight/hold?ms=300")));
        }
        Awaitility.await().until(() -> http.target.requests() == 10);

        assertThat(TestClient.json(http.get("/inflight/max")).at("/max").asInt())
                .isEqualTo(11);
        for (CompletableFuture<Exchange> future : futures) {
            assertThat(future.get(10, TimeUnit.SECONDS).last().status()).isEqualTo(200);
        }
    }

    @Test
    void answers_come_in_the_order_of_completion() throws Exception {
        LinkedBlockingQueue<String> order = new LinkedBlockingQueue<>();
        http.client.sendAsync(http.request("GET", "/delay/200"), exchange -> order.add("slow"));
        http.client.sendAsync(http.request("GET", "/delay/1"), exchange -> order.add("fast"));

        assertThat(order.poll(10, TimeUnit.SECONDS)).isEqualTo("fast");
        assertThat(order.poll(10, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void redirects_errors_and_timeouts_arrive_as_exchanges() throws Exception {
        assertThat(start(http.request("GET", "/redirect/2"))
                        .get(10, TimeUnit.SECONDS)
                        .hops())
                .hasSize(3);
        assertThat(TestClient.error(
                        start(http.request("GET", "http://127.0.0.1:1/")).get(10, TimeUnit.SECONDS)))
                .isEqualTo("1212 dial: connection refused");
        assertThat(TestClient.error(start(http.request("GET", "ftp://x/")).get(10, TimeUnit.SECONDS)))
                .isEqualTo("1000 unsupported protocol scheme \"ftp\"");
        assertThat(TestClient.error(start(http.request("GET", "/silent").withTimeout(Duration.ofMillis(50)))
                        .get(10, TimeUnit.SECONDS)))
                .isEqualTo("1050 request timeout");
        assertThat(TestClient.error(start(http.request("GET", "/get").withTimeout(Duration.ZERO))
                        .get(10, TimeUnit.SECONDS)))
                .isEqualTo("1050 request timeout");
    }

    @Test
    void an_interrupt_cancels_what_runs() throws Exception {
        List<CompletableFuture<Exchange>> futures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            futures.add(start(http.request("GET", "/silent")));
        }
        Awaitility.await().until(() -> http.target.requests() == 3);

        http.client.interrupt();

        for (CompletableFuture<Exchange> future : futures) {
            assertThat(future.get(10, TimeUnit.SECONDS).interrupted()).isTrue();
        }
        assertThat(start(http.request("GET", "/get")).get(10, TimeUnit.SECONDS).interrupted())
                .isTrue();
    }

    @Test
    void surplus_connections_are_closed_after_use() throws Exception {
        try (HttpClient few =
                http.transport.newClient(ConnectionPolicy.defaults().withMaxIdle(20, 2))) {
            List<CompletableFuture<Exchange>> futures = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                CompletableFuture<Exchange> future = new CompletableFuture<>();
                few.sendAsync(http.request("GET", "/delay/100"), future::complete);
                futures.add(future);
            }
            for (CompletableFuture<Exchange> future : futures) {
                assertThat(future.get(10, TimeUnit.SECONDS).last().status()).isEqualTo(200);
            }
            Awaitility.await().until(() -> http.target.openConnections() == 2);
        }
    }

    @Test
    void after_closing_the_answer_comes_at_once() throws Exception {
        http.client.close();

        assertThat(start(http.request("GET", "/get")).get(10, TimeUnit.SECONDS).interrupted())
                .isTrue();
    }
}
