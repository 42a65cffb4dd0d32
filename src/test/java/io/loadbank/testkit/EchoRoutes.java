package io.loadbank.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;

/** Routes that say what arrived, and those that move a client around. */
final class EchoRoutes {

    private EchoRoutes() {}

    static void register(Map<String, Routes.Route> all) {
        for (String name : List.of("get", "post", "put", "patch", "delete", "anything", "headers")) {
            all.put(name, call -> call.json(200, echo(call)));
        }
        all.put("delay", EchoRoutes::delay);
        all.put("status", EchoRoutes::status);
        all.put("redirect", EchoRoutes::redirect);
        all.put("redirect-to", EchoRoutes::redirectTo);
        all.put("cookies", EchoRoutes::cookies);
        all.put("conn-close", EchoRoutes::connectionClose);
        all.put("conn_close", EchoRoutes::connectionClose);
        all.put("counter", EchoRoutes::counter);
        all.put("inflight", EchoRoutes::inflight);
    }

    static Map<String, Object> echo(TargetCall call) {
        Map<String, Object> echo = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        List<List<String>> headerList = new ArrayList<>();
        for (String[] header : call.headers) {
            String value = new String(header[1].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            headers.put(header[0], value);
            headerList.add(List.of(header[0], value));
        }
        echo.put("method", call.method);
        echo.put("url", "http://" + call.header("Host") + call.rawTarget);
        echo.put("path", call.path);
        echo.put("query", new String(call.query.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        echo.put("args", TargetCall.grouped(TargetCall.pairs(call.query)));
        echo.put("headers", headers);
        echo.put("header_list", headerList);
        echo.put("data", new String(call.body, StandardCharsets.UTF_8));
        echo.put("data_b64", Base64.getEncoder().encodeToString(call.body));
        echo.put("length", call.body.length);
        content(call, echo);
        echo.put("cookies", cookieList(call));
        echo.put("conn", call.connection.id);
        echo.put("seq", call.seq);
        echo.put("origin", call.connection.socket.getInetAddress().getHostAddress());
        return echo;
    }

    private static void content(TargetCall call, Map<String, Object> echo) {
        String type = String.valueOf(call.header("Content-Type"));
        String text = new String(call.body, StandardCharsets.UTF_8);
        boolean form = type.startsWith("application/x-www-form-urlencoded");
        boolean multipart = type.startsWith("multipart/form-data");
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Object> files = new LinkedHashMap<>();
        if (multipart) {
            Multipart.read(call.body, type, fields, files);
        }
        echo.put("form", form ? TargetCall.grouped(TargetCall.pairs(text)) : fields);
        echo.put("files", files);
        Object json = null;
        if (!form && !multipart && call.body.length > 0) {
            try {
                json = TargetCall.JSON.readValue(call.body, Object.class);
            } catch (JacksonException notJson) {
                json = null;
            }
        }
        echo.put("json", json);
    }

    private static List<List<String>> cookieList(TargetCall call) {
        List<List<String>> cookies = new ArrayList<>();
        for (String[] header : call.headers) {
            if (header[0].equalsIgnoreCase("Cookie")) {
                for (String item : header[1].split(";", -1)) {
                    String[] pair = item.strip().split("=", 2);
                    cookies.add(List.of(pair[0], pair.length < 2 ? "" : pair[1]));
                }
            }
        }
        return cookies;
    }

    private static void delay(TargetCall call) throws IOException, InterruptedException {
        Thread.sleep(call.number(0));
        call.json(200, echo(call));
    }

    private static void status(TargetCall call) throws IOException {
        int code = call.number(0);
        boolean moved = code >= 300
                && code < 400
                && code != 304
                && call.arg("noloc", "-").equals("-");
        String text = code == 204 || code == 304 ? "" : "status " + code;
        call.text(code, text, moved ? new String[] {"Location", "/get"} : new String[0]);
    }

    private static void redirect(TargetCall call) throws IOException {
        int left = call.number(0);
        call.text(302, "moved", "Location", left > 1 ? "/redirect/" + (left - 1) : "/get");
    }

    /** {@code ?url=…&status_code=…&cookie=…}. */
    private static void redirectTo(TargetCall call) throws IOException {
        List<String> headers = new ArrayList<>();
        String url = call.arg("url", "");
        if (!url.isEmpty()) {
            headers.addAll(List.of("Location", url));
        }
        String cookie = call.arg("cookie", "");
        if (!cookie.isEmpty()) {
            headers.addAll(List.of("Set-Cookie", cookie));
        }
        int code = Integer.parseInt(call.arg("status_code", "302"));
        call.text(code, "moved", headers.toArray(String[]::new));
    }

    /** {@code /cookies/set?a=1} redirects to {@code /cookies}; {@code /cookies/raw?c=…} sends the values raw. */
    private static void cookies(TargetCall call) throws IOException {
        String what = call.rest.isEmpty() ? "" : call.rest.getFirst();
        List<String> headers = new ArrayList<>();
        for (String[] pair : TargetCall.pairs(call.query)) {
            if (what.equals("set")) {
                headers.addAll(List.of("Set-Cookie", pair[0] + "=" + pair[1] + "; Path=/"));
            } else if (what.equals("raw") && pair[0].equals("c")) {
                headers.addAll(List.of("Set-Cookie", pair[1]));
            }
        }
        if (what.equals("set")) {
            headers.addAll(List.of("Location", "/cookies"));
            call.text(302, "", headers.toArray(String[]::new));
            return;
        }
        Map<String, String> map = new LinkedHashMap<>();
        cookieList(call).forEach(pair -> map.put(pair.get(0), pair.get(1)));
        call.json(200, Map.of("cookies", cookieList(call), "map", map), headers.toArray(String[]::new));
    }

    private static void connectionClose(TargetCall call) throws IOException {
        call.json(200, echo(call), "Connection", "close");
        call.close();
    }

    private static void counter(TargetCall call) throws IOException {
        AtomicInteger counter = call.target().count(call.rest.getFirst());
        boolean peek = !call.arg("peek", "-").equals("-");
        call.json(200, Map.of("n", peek ? counter.get() : counter.incrementAndGet()));
    }

    /** {@code /inflight/reset}, {@code /inflight/hold?ms=100}, {@code /inflight/max}. */
    private static void inflight(TargetCall call) throws IOException, InterruptedException {
        switch (call.rest.getFirst()) {
            case "reset" -> call.target().resetMaxInflight();
            case "hold" -> Thread.sleep(Integer.parseInt(call.arg("ms", "100")));
            default -> {}
        }
        call.json(200, Map.of("max", call.target().maxInflight()));
    }
}
