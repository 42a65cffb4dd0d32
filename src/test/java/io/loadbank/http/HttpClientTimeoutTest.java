package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines, interrupts and closing: a blocked send always comes back. */
@Timeout(60)
class HttpClientTimeoutTest {

    private final TestClient http = new TestClient();

    @AfterEach
    void close() {
        http.close();
    }

    private Exchange within(String path, long millis) {
        return http.client.send(http.request("GET", path).withTimeout(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({
        "/silent,                          50, 1",
        "/delay/5000,                      50, 1",
        "/drip?ms=5000,                    50, 1",
        "/redirect-to?url=/delay/5000,     80, 2",
        "/endless?length=none,            150, 1",
    })
    void time_runs_out(String path, long millis, int hops) {
        Exchange exchange = http.client.send(
                http.request("GET", path).withTimeout(Duration.ofMillis(millis)).withDiscardBody(true));

        assertThat(TestClient.error(exchange)).isEqualTo("1050 request timeout");
        assertThat(exchange.hops()).hasSize(hops);
        assertThat(exchange.last().status()).isZero();
        assertThat(exchange.body()).isNull();
        assertThat(exchange.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void zero_and_negative_timeouts_expire_before_anything_is_sent(long millis) {
        Exchange exchange = within("/get", millis);

        assertThat(TestClient.error(exchange)).isEqualTo("1050 request timeout");
        assertThat(exchange.last().timings()).isEqualTo(Timings.ZERO);
        assertThat(http.target.requests()).isZero();
    }

    @Test
    void very_long_timeouts_are_fine() {
        Request request = http.request("GET", "/get").withTimeout(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(http.client.send(request).last().status()).isEqualTo(200);
    }

    @Test
    void a_timed_out_connection_is_not_used_again() {
        within("/delay/300", 50);

        assertThat(TestClient.json(http.get("/get")).at("/conn").asInt()).isEqualTo(2);
    }

    @Test
    void a_connect_that_takes_too_long_is_a_dial_timeout() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> queued = fill(full);

            Exchange exchange =
                    http.client.send(Request.of("GET", TestClient.url("http://127.0.0.1:" + full.getLocalPort() + "/"))
                            .withTimeout(Duration.ofMillis(100)));

            assertThat(TestClient.error(exchange)).isEqualTo("1211 dial: i/o timeout");
            assertThat(exchange.last().timings().blockedNanos()).isZero();
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    /** Fills the queue of a server that never accepts, so that the next connect hangs. */
    private static List<Socket> fill(ServerSocket server) {
        List<Socket> queued = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                socket.connect(server.getLocalSocketAddress(), 200);
            }
        } catch (IOException queueIsFull) {
            return queued;
        }
        return queued;
    }

    @Test
    void an_interrupt_ends_a_blocked_send_until_resumed() throws Exception {
        CompletableFuture<Exchange> blocked = CompletableFuture.supplyAsync(() -> http.get("/silent"));
        Awaitility.await().until(() -> http.target.requests() == 1);

        http.client.interrupt();
        Exchange exchange = blocked.get(10, TimeUnit.SECONDS);

        assertThat(exchange.interrupted()).isTrue();
        assertThat(TestClient.error(exchange)).isEqualTo("1000 context canceled");
        assertThat(http.get("/get").interrupted()).isTrue();
        assertThat(http.target.requests()).isEqualTo(1);

        http.client.resume();
        assertThat(http.get("/get").last().status()).isEqualTo(200);
    }

    @Test
    void an_interrupt_also_ends_a_chain_between_two_hops() {
        http.client.interrupt();

        assertThat(http.get("/redirect/3").hops()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_java_interrupt_ends_a_blocked_send_and_stays_set(boolean virtual) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        List<Exchange> exchanges = new ArrayList<>();
        Runnable work = () -> {
            exchanges.add(http.get("/silent"));
            if (Thread.currentThread().isInterrupted()) {
                done.countDown();
            }
        };
        Thread thread =
                virtual ? Thread.ofVirtual().start(work) : Thread.ofPlatform().start(work);
        Awaitility.await().until(() -> http.target.requests() == 1);

        thread.interrupt();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(exchanges.getFirst().interrupted()).isTrue();
    }

    @Test
    void closing_the_client_ends_a_blocked_send() throws Exception {
        CompletableFuture<Exchange> blocked = CompletableFuture.supplyAsync(() -> http.get("/silent"));
        Awaitility.await().until(() -> http.target.requests() == 1);

        http.client.close();

        assertThat(blocked.get(10, TimeUnit.SECONDS).interrupted()).isTrue();
        assertThat(http.get("/get").interrupted()).isTrue();
        Awaitility.await().until(() -> http.target.openConnections() == 0);
    }

    @Test
    void closing_the_transport_ends_a_blocked_send_and_refuses_new_ones() throws Exception {
        CompletableFuture<Exchange> blocked = CompletableFuture.supplyAsync(() -> http.get("/silent"));
        Awaitility.await().until(() -> http.target.requests() == 1);

        http.transport.close();

        assertThat(blocked.get(10, TimeUnit.SECONDS).last().error()).isNotNull();
        assertThat(http.get("/get").interrupted()).isTrue();
    }

    @Test
    void many_virtual_threads_send_at_once() throws Exception {
        int clients = 200;
        CountDownLatch good = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            int number = i;
            Thread.ofVirtual().start(() -> {
                try (HttpClient client = http.transport.newClient(ConnectionPolicy.defaults())) {
                    for (int n = 0; n < 5; n++) {
                        Exchange exchange = client.send(http.request("GET", "/text?body=" + number));
                        if (!("" + number).equals(TestClient.text(exchange))) {
                            return;
                        }
                    }
                    good.countDown();
                }
            });
        }

        assertThat(good.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
