package io.loadbank.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One request that the target got, and the ways to answer it. */
final class TargetCall {

    static final JsonMapper JSON = JsonMapper.builder().build();

    final TargetConnection connection;
    final String method;
    final String rawTarget;
    final String path;
    final String query;
    final List<String[]> headers;
    final int seq;
    /** Decoded path segments after the first, which names the route. */
    final List<String> rest = new ArrayList<>();

    byte[] body = {};
    final String route;

    TargetCall(TargetConnection connection, String method, String target, List<String[]> headers, int seq) {
        this.connection = connection;
        this.method = method;
        this.rawTarget = target;
        this.headers = headers;
        this.seq = seq;
        int question = target.indexOf('?');
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        String first = "";
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()) {
                continue;
            }
            String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (first.isEmpty()) {
                first = decoded;
            } else {
                rest.add(decoded);
            }
        }
        this.route = first;
    }

    LoopbackTarget target() {
        return connection.target;
    }

    /** The last value of that name, or null. */
    @Nullable
    String header(String name) {
        String found = null;
        for (String[] header : headers) {
            found = header[0].equalsIgnoreCase(name) ? header[1] : found;
        }
        return found;
    }

    /** The last query argument of that name, or the default. */
    String arg(String name, String otherwise) {
        String found = otherwise;
        for (String[] pair : pairs(query)) {
            found = pair[0].equals(name) ? pair[1] : found;
        }
        return found;
    }

    int number(int index) {
        return Integer.parseInt(rest.get(index));
    }

    /** Form-decoded pairs in order; a name without {@code =} has an empty value. */
    static List<String[]> pairs(String encoded) {
        List<String[]> pairs = new ArrayList<>();
        for (String item : encoded.split("&", -1)) {
            if (!item.isEmpty()) {
                String[] pair = item.split("=", 2);
                pairs.add(new String[] {decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1])});
            }
        }
        return pairs;
    }

    /** Pairs as a map: a text each, or a list of texts for repeated names. */
    static Map<String, Object> grouped(List<String[]> pairs) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String[] pair : pairs) {
            lists.computeIfAbsent(pair[0], key -> new ArrayList<>()).add(pair[1]);
        }
        Map<String, Object> grouped = new LinkedHashMap<>();
        lists.forEach((key, values) -> grouped.put(key, values.size() == 1 ? values.getFirst() : values));
        return grouped;
    }

    void text(int status, String text, String... headers) throws IOException {
        reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), headers);
    }

    void json(int status, Object document, String... headers) throws IOException {
        reply(status, "application/json", JSON.writeValueAsBytes(document), headers);
    }

    /** A complete answer; extra headers as alternating names and values. */
    void reply(int status, String type, byte[] content, String... headers) throws IOException {
        boolean bodiless = status < 200 || status == 204 || status == 304;
        List<String> fields = new ArrayList<>(List.of("Content-Type", type));
        fields.addAll(List.of(headers));
        if (!bodiless) {
            fields.addAll(List.of("Content-Length", Integer.toString(content.length)));
        }
        head(status, fields.toArray(String[]::new));
        if (!bodiless && !method.equals("HEAD")) {
            connection.out.write(content);
        }
        connection.out.flush();
    }

    void head(int status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
        for (int i = 0; i + 1 < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        raw(head.append("\r\n").toString());
    }

    /** Bytes as they are, unflushed. */
    OutputStream raw(String text) throws IOException {
        connection.out.write(text.getBytes(StandardCharsets.UTF_8));
        return connection.out;
    }

    /** Sends what is buffered and closes after this answer. */
    void close() throws IOException {
        connection.out.flush();
        connection.keepAlive = false;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return text;
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
