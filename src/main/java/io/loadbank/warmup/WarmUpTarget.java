package io.loadbank.warmup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** A server on loopback and a free port that answers every request with a little JSON. */
final class WarmUpTarget implements AutoCloseable {

    private static final String ANSWER = """
            {"ok":true,"items":[{"id":1,"name":"one"},{"id":2,"name":"two"}],"next":null}""";

    private final LoopResources loops = LoopResources.create("warm-up", 1, true);
    private final DisposableServer server;
    private final String scheme;

    private WarmUpTarget(HttpServer server, String scheme) {
        this.scheme = scheme;
        this.server = server.host("127.0.0.1")
                .port(0)
                .runOn(loops)
                .handle((request, response) -> request.receive()
                        .then(response.header("Content-Type", "application/json")
                                .header("Set-Cookie", "warm=up; Path=/")
                                .sendString(Mono.just(ANSWER))
                                .then()))
                .bindNow(Duration.ofSeconds(10));
    }

    static WarmUpTarget plain() {
        return new WarmUpTarget(HttpServer.create(), "http");
    }

    /**
     * One that speaks TLS and HTTP/2.
     *
     * @param keys a PKCS #12 key store with one key
     */
    static WarmUpTarget secure(Path keys, String password) throws IOException {
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password.toCharArray());
            return new WarmUpTarget(
                    HttpServer.create()
                            .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                            .secure(ssl -> {
                                try {
                                    ssl.sslContext(reactor.netty.http.Http2SslContextSpec.forServer(factory)
                                            .sslContext());
                                } catch (SSLException e) {
                                    throw new IllegalStateException(e);
                                }
                            }),
                    "https");
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store " + keys + " cannot be used: " + e.getMessage(), e);
        }
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        try {
            server.disposeNow(Duration.ofSeconds(5));
        } finally {
            // also when the wait is interrupted
            loops.dispose();
        }
    }
}
