package io.loadbank.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Routes with bodies of every kind: documents, bytes, encodings, streams. */
final class BodyRoutes {

    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en"><head><title>Conformance page</title></head>
            <body>
             <h1 id="top" class="big  red" data-user-id="42" data-flag="true" data-zip="0070" \
            data-obj='{"a":1}'>Hello <b>world</b></h1>
             <ul id="list"><li class="odd">one</li><li class="even">two</li><li class="odd">three</li></ul>
             <a id="rel" href="json">relative</a>
             <a id="abs" href="/get?from=link">absolute</a>
             <a id="nohref">no href</a>
             <form id="f1" action="/anything/form1" method="post">
              <input type="text" name="user" value="bob">
              <input type="password" name="pass">
              <input type="hidden" name="token" value="a b&amp;c">
              <input type="checkbox" name="c1" value="yes" checked="checked">
              <input type="checkbox" name="c2" value="no">
              <input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked="checked">
              <input type="text" name="off" value="x" disabled="disabled">
              <select name="s"><option value="v1">one</option><option value="v2" selected>two</option></select>
              <select name="m" multiple><option value="m1" selected>1</option>\
            <option value="m2" selected>2</option></select>
              <textarea name="t">some text</textarea>
              <input type="submit" name="go" value="Send">
             </form>
             <form id="f2" action="anything/form2"><input name="q" value="1"><input type="submit" value="ok"></form>
            </body></html>
            """;

    private static final byte[] DOCUMENT = TargetCall.JSON.writeValueAsBytes(document());

    private BodyRoutes() {}

    static void register(Map<String, Routes.Route> all) {
        all.put("", BodyRoutes::html);
        all.put("html", BodyRoutes::html);
        all.put("json", call -> call.reply(200, "application/json", DOCUMENT));
        all.put("badjson", call -> call.reply(200, "application/json", utf8("{\n  \"a\": 1,\n  oops\n}")));
        all.put("text", call -> call.text(200, call.arg("body", "plain text")));
        all.put("bytes", BodyRoutes::bytes);
        all.put("invalidutf8", call -> call.reply(200, "text/plain", new byte[] {'a', -1, -2, 'b'}));
        all.put("multi", call -> call.text(200, "ok", "x-odd-CASE", "1", "X-Dup", "a", "X-Dup", "b"));
        all.put("stream", BodyRoutes::stream);
        all.put("drip", BodyRoutes::drip);
        all.put("gzip", call -> packed(call, "gzip", gzip(utf8("{\"gzipped\": true}"))));
        all.put("deflate", call -> packed(call, "deflate", zlib(utf8("{\"deflated\": true}"))));
        all.put("badgzip", call -> packed(call, "gzip", utf8("this is not gzip data")));
        all.put("twice", call -> packed(call, "deflate, gzip", gzip(zlib(utf8("twice")))));
        all.put("bomb", BodyRoutes::bomb);
    }

    private static void html(TargetCall call) throws IOException {
        call.reply(200, "text/html; charset=utf-8", utf8(HTML));
    }

    private static void bytes(TargetCall call) throws IOException {
        byte[] bytes = new byte[call.number(0)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        call.reply(200, "application/octet-stream", bytes);
    }

    /** {@code /stream/3?ms=10}: chunked JSON lines. */
    private static void stream(TargetCall call) throws IOException, InterruptedException {
        call.head(200, "Content-Type", "application/json", "Transfer-Encoding", "chunked");
        for (int i = 0; i < call.number(0); i++) {
            String line = "{\"id\": " + i + "}\n";
            call.raw(Integer.toHexString(line.length()) + "\r\n" + line + "\r\n")
                    .flush();
            Thread.sleep(Integer.parseInt(call.arg("ms", "0")));
        }
        call.raw("0\r\n\r\n");
    }

    /** {@code /drip?ms=100&bytes=10}: head at once, body later. */
    private static void drip(TargetCall call) throws IOException, InterruptedException {
        int count = Integer.parseInt(call.arg("bytes", "10"));
        call.head(200, "Content-Type", "text/plain", "Content-Length", Integer.toString(count));
        call.connection.out.flush();
        Thread.sleep(Integer.parseInt(call.arg("ms", "100")));
        call.raw("x".repeat(count));
    }

    /** {@code /bomb/100}: that many MiB of zeros in a gzip body. */
    private static void bomb(TargetCall call) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (int i = 0; i < call.number(0); i++) {
                gzip.write(zeros);
            }
        }
        packed(call, "gzip", out.toByteArray());
    }

    private static void packed(TargetCall call, String coding, byte[] body) throws IOException {
        call.reply(200, "application/json", body, "Content-Encoding", coding);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    static byte[] zlib(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
            deflate.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", ordered("first", "Tom", "last", "Anderson"));
        document.put("age", 37);
        document.put("pi", 3.25);
        document.put("big", new BigInteger("12345678901234567890"));
        document.put("ok", true);
        document.put("nothing", null);
        document.put("children", List.of("Sara", "Alex", "Jack"));
        document.put("fav.movie", "Deer Hunter");
        document.put(
                "friends",
                List.of(
                        ordered("first", "Dale", "last", "Murphy", "age", 44, "nets", Arrays.asList("ig", "fb", "tw")),
                        ordered("first", "Roger", "last", "Craig", "age", 68, "nets", Arrays.asList("fb", "tw")),
                        ordered("first", "Jane", "last", "Murphy", "age", 47, "nets", Arrays.asList("ig", "tw"))));
        return document;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
