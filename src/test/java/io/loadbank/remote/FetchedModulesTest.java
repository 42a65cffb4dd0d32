package io.loadbank.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.loadbank.library.RemoteModules.Fetched;
import io.loadbank.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchedModulesTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private javax.net.ssl.SSLContext tls;

    @BeforeEach
    void start() throws IOException {
        TestCertificate certificate = TestCertificate.local();
        tls = certificate.server(certificate);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newCachedThreadPool());
        answer(server);
        server.start();
    }

    private void answer(HttpServer to) {
        to.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            String path = exchange.getRequestURI().getPath();
            boolean marked = String.valueOf(exchange.getRequestURI().getQuery()).contains("_k6=1");
            int status = path.startsWith("/to")
                    ? 302
                    : path.equals("/gone") || (path.equals("/picky") && marked) ? 404 : 200;
            if (path.startsWith("/to")) {
                exchange.getResponseHeaders().add("Location", path.equals("/to-plain") ? "http://127.0.0.1/x" : path);
            }
            if (path.equals("/to-module")) {
                exchange.getResponseHeaders().set("Location", "/module.js");
            }
            byte[] body = (path.equals("/large") ? "x".repeat(5_000) : "export {};").getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private FetchedModules modules(String hosts, boolean privateAllowed) {
        return new FetchedModules(AllowedHosts.parse(List.of(hosts)), privateAllowed, "Loadbank/test", tls);
    }

    private Fetched fetch(String path) {
        try (FetchedModules modules = modules("localhost", true)) {
            return modules.fetch(url(path), 1_000);
        }
    }

    private static String reason(Fetched fetched) {
        return ((Fetched.Refused) fetched).reason();
    }

    @Test
    void a_module_is_fetched_with_k6s_mark_and_asked_for_once() {
        try (FetchedModules modules = modules("localhost", true)) {
            assertThat(modules.fetch(url("/a.js?v=1"), 1_000)).isInstanceOf(Fetched.Module.class);
            assertThat(modules.fetch(url("/a.js?v=1"), 1_000)).isInstanceOf(Fetched.Module.class);
            assertThat(asked).containsExactly("/a.js?v=1&_k6=1");
        }
    }

    @Test
    void who_does_not_know_the_mark_is_asked_without() {
        assertThat(fetch("/picky")).isInstanceOf(Fetched.Module.class);
        assertThat(asked).containsExactly("/picky?_k6=1", "/picky");
    }

    @Test
    void redirects_are_followed_within_limits() {
        assertThat(fetch("/to-module")).isInstanceOf(Fetched.Module.class);
        assertThat(reason(fetch("/to"))).isEqualTo("it is redirected more than 5 times");
        assertThat(reason(fetch("/to-plain"))).isEqualTo("it leads to http://127.0.0.1/x, which is no https URL");
    }

    @Test
    void what_is_too_large_or_not_there_is_refused() {
        assertThat(reason(fetch("/large"))).startsWith("it cannot be fetched: ");
        assertThat(reason(fetch("/gone"))).isEqualTo("localhost answered 404");
    }

    @Test
    void nothing_is_asked_when_it_is_off_or_the_host_is_another() {
        try (FetchedModules off = modules("off", true);
                FetchedModules other = modules("cdn.test", true)) {
            assertThat(reason(off.fetch(url("/a"), 9))).contains("loadbank.script.remote-imports is off");
            assertThat(reason(other.fetch(url("/a"), 9))).startsWith("localhost is not among the hosts of");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void private_addresses_are_not_asked_unless_that_is_allowed() {
        try (FetchedModules any = modules("any", false)) {
            assertThat(reason(any.fetch(url("/a"), 9))).startsWith("localhost has the private address ");
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.16.0.1, false",
        "172.32.0.1, true",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "100.128.0.1, true",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "198.18.0.1, false",
        "::1, false",
        "fe80::1, false",
        "fd00::1, false",
        "::ffff:127.0.0.1, false",
        "64:ff9b::7f00:1, false",
        "2002:7f00:1::, false",
        "2606:4700::1111, true"
    })
    void knows_public_addresses(String address, boolean isPublic) throws IOException {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @CsvSource({
        "cdn.test, true",
        "CDN.test, true",
        "x.cdn.test, false",
        "a.esm.test, true",
        "esm.test, false",
        "evil-esm.test, false"
    })
    void hosts_are_matched_whole_or_below_a_star(String host, boolean allowed) {
        assertThat(AllowedHosts.parse(List.of("cdn.test", " *.esm.test")).allow(host))
                .isEqualTo(allowed);
    }

    @Test
    void a_mirror_comes_first_and_shows_nothing_beside_it(@TempDir Path root) throws IOException {
        Path mirror = Files.createDirectories(root.resolve("mirror"));
        Files.createDirectories(mirror.resolve("cdn.test"));
        Files.writeString(mirror.resolve("cdn.test/a.js"), "export {};");
        Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(mirror.resolve("cdn.test/link"), root.resolve("secret"));
        var modules = new MirroredModules(mirror, (_, _) -> new Fetched.Refused("network"));

        assertThat(modules.fetch("https://cdn.test/a.js", 100)).isInstanceOf(Fetched.Module.class);
        assertThat(reason(modules.fetch("https://cdn.test/a.js", 3)))
                .isEqualTo("the mirror's file has more than 3 bytes");
        assertThat(reason(modules.fetch("https://cdn.test/link", 100))).isEqualTo("network");
        assertThat(reason(modules.fetch("https://cdn.test/b.js", 100))).isEqualTo("network");
        assertThat(reason(modules.fetch("https://../secret", 100))).isEqualTo("network");
        assertThat(reason(new MirroredModules(null, (_, _) -> new Fetched.Refused("network")).fetch("https://x/y", 1)))
                .isEqualTo("network");
    }
}
