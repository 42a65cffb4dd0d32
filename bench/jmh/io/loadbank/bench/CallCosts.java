package io.loadbank.bench;

import com.sun.net.httpserver.HttpServer;
import io.loadbank.http.HttpTransport;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.Tags;
import io.loadbank.plan.Options;
import io.loadbank.plan.Planned;
import io.loadbank.plan.Planner;
import io.loadbank.script.ScriptEngine;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptLoader;
import io.loadbank.script.ScriptSession;
import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.ScenarioInfo;
import io.loadbank.vu.SecretVault;
import io.loadbank.vu.TestInfo;
import io.loadbank.vu.VirtualUser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    private HttpTransport transport;
    private ScriptEngine engine;
    private VirtualUser user;
    private long number;

    /** The run as the script sees it; nothing asks. */
    private static final class Nowhere implements TestInfo, ScenarioInfo {
        @Override
        public double currentTestRunMillis() {
            return 0;
        }

        @Override
        public long iterationsCompleted() {
            return 0;
        }

        @Override
        public long iterationsInterrupted() {
            return 0;
        }

        @Override
        public int vusActive() {
            return 1;
        }

        @Override
        public int vusInitialized() {
            return 1;
        }

        @Override
        public long vuInTest(int inInstance) {
            return inInstance;
        }

        @Override
        public Map<String, Object> options() {
            return Map.of();
        }

        @Override
        public void abort(@Nullable String message) {
            throw new IllegalStateException("aborted: " + message);
        }

        @Override
        public void fail(@Nullable String message) {
            throw new IllegalStateException("failed: " + message);
        }

        @Override
        public String name() {
            return "default";
        }

        @Override
        public String executor() {
            return "constant-vus";
        }

        @Override
        public long startEpochMillis() {
            return 0;
        }

        @Override
        public double progress() {
            return 0;
        }
    }

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
        String script = "import http from 'k6/http'; import crypto from 'k6/crypto'; import { check, group } from 'k6';"
                + "import { Counter, Trend } from 'k6/metrics';"
                + "const counter = new Counter('count'), trend = new Trend('time'), tags = { a: 'b' };"
                + "const ok = { 'is ok': (x) => x.status === 200 }, nothing = () => {}; let r, r2, page;"
                + "export default function () { if (!r) { r = http.get('" + base + "/json'); r2 = http.get('" + base
                + "/html'); page = r2.html(); } for (let i = 0; i < " + CALLS + "; i++) { " + CODE.get(call) + " } }";
        engine = new ScriptEngine();
        transport = new HttpTransport(1);
        ScriptLoader.Loaded loaded = new ScriptLoader(engine, transport)
                .load(
                        ScriptFiles.single("main.js", script),
                        Map.of(),
                        SecretVault.EMPTY,
                        (_, _, _, _, message) -> System.err.println(message),
                        Duration.ofSeconds(30));
        ScriptSession session = switch (loaded) {
            case ScriptLoader.Loaded.Ready ready -> ready.session();
            case ScriptLoader.Loaded.Failed failed -> throw new IllegalStateException(failed.toString());
        };
        Nowhere nowhere = new Nowhere();
        Planned.Ready planned = (Planned.Ready) Planner.plan(Options.NONE, Set.of("default"));
        session.bind(new Metrics(session.registry(), 1_000), planned.plan(), Tags.EMPTY, "bench", nowhere);
        user = session.create(1);
        user.activate(new Activation(nowhere, "default", Map.of(), Map.of()));
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
        IterationOutcome outcome = user.iterate(number, number);
        number++;
        if (!(outcome instanceof IterationOutcome.Completed)) {
            throw new IllegalStateException("the iteration failed: " + outcome);
        }
        return outcome;
    }

    @TearDown(Level.Trial)
    public void close() {
        user.close();
        engine.close();
        transport.close();
        target.stop(0);
    }
}
