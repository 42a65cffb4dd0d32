package io.loadbank.bench;

import com.sun.net.httpserver.HttpServer;
import io.loadbank.http.HttpTransport;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.VirtualUser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What single calls of a script cost a VU, loop included: subtract {@code nothing}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpolyglot.engine.WarnInterpreterOnly=false"
        })
public class CallCosts {

    private static final int CALLS = 1_000;

    private static final Map<String, String> CODE = Map.ofEntries(
            Map.entry("nothing", ""),
            Map.entry("check", "check(r, ok);"),
            Map.entry("group", "group('g', nothing);"),
            Map.entry("counter", "counter.add(1);"),
            Map.entry("counterTagged", "counter.add(1, tags);"),
            Map.entry("trend", "trend.add(i);"),
            Map.entry("json", "r.json();"),
            Map.entry("jsonPath", "r.json('items.3.name');"),
            Map.entry("html", "r2.html();"),
            Map.entry("htmlFind", "page.find('li a').attr('href');"),
            Map.entry("sha256", "crypto.sha256('some text', 'hex');"));

    @Param({
        "nothing", "check", "group", "counter", "counterTagged", "trend", "json", "jsonPath", "html", "htmlFind", "sha256"
    })
    public String call;

    private HttpServer target;
    private OneScript script;
    private VirtualUser user;
    private long number;

    @Setup(Level.Trial)
    public void open() throws Exception {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StringBuilder items = new StringBuilder("{\"items\":[");
        StringBuilder page = new StringBuilder("<html><body><ul>");
        for (int i = 0; i < 20; i++) {
            items.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"name\":\"n").append(i).append("\"}");
            page.append("<li class=c><a href=/p").append(i).append(">link</a></li>");
        }
        serve("/json", "application/json", items.append("]}").toString());
        serve("/html", "text/html", page.append("</ul></body></html>").toString());
        target.start();
        String base = "http://127.0.0.1:" + target.getAddress().getPort();
        String text = "import http from 'k6/http'; import crypto from 'k6/crypto'; import { check, group } from 'k6';"
                + "import { Counter, Trend } from 'k6/metrics';"
                + "const counter = new Counter('count'), trend = new Trend('time'), tags = { a: 'b' };"
                + "const ok = { 'is ok': (x) => x.status === 200 }, nothing = () => {}; let r, r2, page;"
                + "export default function () { if (!r) { r = http.get('" + base + "/json'); r2 = http.get('" + base
                + "/html'); page = r2.html(); } for (let i = 0; i < " + CALLS + "; i++) { " + CODE.get(call) + " } }";
        script = new OneScript(text, new HttpTransport(1));
        user = script.user(1);
    }

    private void serve(String path, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        target.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public IterationOutcome calls() {
        return OneScript.completed(user.iterate(number, number++));
    }

    @TearDown(Level.Trial)
    public void close() {
        user.close();
        script.close();
        target.stop(0);
    }
}
