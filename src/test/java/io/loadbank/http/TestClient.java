package io.loadbank.http;

import io.loadbank.testkit.LoopbackTarget;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A transport, a client and a target, with short words for what tests do all the time. */
final class TestClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final LoopbackTarget target;
    final HttpTransport transport;
    final HttpClient client;

    TestClient() {
        this(ConnectionPolicy.defaults());
    }

    TestClient(ConnectionPolicy policy) {
        this(policy, LoopbackTarget.start());
    }

    TestClient(ConnectionPolicy policy, LoopbackTarget target) {
        this.target = target;
        this.transport = new HttpTransport(1);
        this.client = transport.newClient(policy);
    }

    static Url url(String text) {
        return switch (Url.parse(text)) {
            case UrlResult.Parsed parsed -> parsed.url();
            case UrlResult.Malformed malformed -> throw new AssertionError(malformed.reason());
        };
    }

    /** A request to a path of the target, or to an absolute URL. */
    Request request(String method, String path) {
        return Request.of(method, url(path.startsWith("/") ? target.url() + path : path));
    }

    Exchange get(String path) {
        return client.send(request("GET", path));
    }

    Exchange send(String method, String path, @Nullable String body, String... headers) {
        return client.send(request(method, path).withBody(bytes(body)).withHeaders(Headers.of(headers)));
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(Exchange exchange) {
        byte[] body = exchange.body();
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    static JsonNode json(Exchange exchange) {
        return JSON.readTree(exchange.body());
    }

    /** Error code and text of the last hop, {@code 0 } if it has none. */
    static String error(Exchange exchange) {
        TransportError error = exchange.last().error();
        return error == null ? "0 " : error.code() + " " + error.text();
    }

    static Map<String, String> headers(String... namesAndValues) {
        return Headers.of(namesAndValues).toMap();
    }

    @Override
    public void close() {
        client.close();
        transport.close();
        target.close();
    }
}
