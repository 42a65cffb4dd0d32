package io.loadbank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.http.NameRules.Dns;
import io.loadbank.testkit.LoopbackTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run's rules for names, over the wire. */
@Timeout(60)
class HttpClientNamesTest {

    private final LoopbackTarget target = LoopbackTarget.start();
    private final HttpTransport transport = new HttpTransport(1);

    @AfterEach
    void close() {
        transport.close();
        target.close();
    }

    private Exchange get(ConnectionPolicy policy, String url) {
        try (HttpClient client = transport.newClient(policy)) {
            String text = url.replace("PORT", Integer.toString(target.port()));
            return client.send(Request.of("GET", TestClient.url(text)).withTimeout(Duration.ofSeconds(2)));
        }
    }

    private ConnectionPolicy rules() {
        String address = "127.0.0.1:" + target.port();
        return ConnectionPolicy.defaults()
                .withNames(NameResolver.of(new NameRules(
                        Map.of(
                                "named.test",
                                "127.0.0.1",
                                "ported.test",
                                address,
                                "*.wild.test",
                                address,
                                "exact.test:81",
                                address),
                        List.of("blocked.test", "*.evil.test"),
                        List.of("10.0.0.0/8"),
                        Dns.DEFAULT)));
    }

    @ParameterizedTest
    @CsvSource({
        "http://named.test:PORT/get,   named.test:PORT",
        "http://ported.test/get,       ported.test",
        "http://a.b.wild.test/get,     a.b.wild.test",
        "http://exact.test:81/get,     exact.test:81",
    })
    void mapped_hosts_keep_their_host_line(String url, String host) {
        Exchange exchange = get(rules(), url);

        assertThat(exchange.last().remoteIp()).isEqualTo("127.0.0.1");
        assertThat(exchange.last().remotePort()).isEqualTo(target.port());
        assertThat(TestClient.json(exchange).at("/headers/Host").asString())
                .isEqualTo(host.replace("PORT", Integer.toString(target.port())));
    }

    @ParameterizedTest
    @CsvSource({
        "http://blocked.test/,   1111 hostname is blocked",
        "http://BLOCKED.test/,   1111 hostname is blocked",
        "http://a.evil.test/,    1111 hostname is blocked",
        "http://10.1.2.3/,       1110 ip is blacklisted",
    })
    void what_is_forbidden_is_not_dialled(String url, String error) {
        assertThat(TestClient.error(get(rules(), url))).isEqualTo(error);
    }

    @Test
    void a_name_that_is_looked_up_leads_to_its_address() {
        NameResolver names = new NameResolver(NameRules.NONE, host -> InetAddress.getAllByName("127.0.0.1"));

        Exchange exchange = get(ConnectionPolicy.defaults().withNames(names), "http://looked.up:PORT/get");

        assertThat(exchange.last().status()).isEqualTo(200);
        assertThat(exchange.last().remoteIp()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_lookup_that_takes_too_long_is_a_dns_error_and_blocks_nobody_else() {
        CountDownLatch never = new CountDownLatch(1);
        NameResolver names = new NameResolver(NameRules.NONE, host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[0];
        });
        ConnectionPolicy policy = ConnectionPolicy.defaults().withNames(names);
        try (HttpClient client = transport.newClient(policy)) {
            Exchange slow = client.send(
                    Request.of("GET", TestClient.url("http://slow.test/")).withTimeout(Duration.ofMillis(50)));
            Exchange literal = client.send(Request.of("GET", TestClient.url(target.url() + "/get")));

            assertThat(TestClient.error(slow)).isEqualTo("1100 lookup slow.test: i/o timeout");
            assertThat(literal.last().status()).isEqualTo(200);
        }
        never.countDown();
    }

    @Test
    void connections_come_from_the_local_address() throws Exception {
        ConnectionPolicy policy = ConnectionPolicy.defaults().withLocalAddress(InetAddress.getByName("127.0.0.2"));

        Exchange exchange = get(policy, "http://127.0.0.1:PORT/get");

        assertThat(TestClient.json(exchange).at("/origin").asString()).isEqualTo("127.0.0.2");
    }

    @Test
    void closing_the_transport_ends_a_send_that_no_loop_would_end() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        NameResolver names = new NameResolver(NameRules.NONE, host -> {
            asked.countDown();
            return answer.join();
        });
        CompletableFuture<Exchange> blocked = CompletableFuture.supplyAsync(
                () -> get(ConnectionPolicy.defaults().withNames(names), "http://slow.test/"));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        transport.close();

        assertThat(blocked.get(30, TimeUnit.SECONDS).interrupted()).isTrue();
        answer.complete(new InetAddress[0]);
    }
}
