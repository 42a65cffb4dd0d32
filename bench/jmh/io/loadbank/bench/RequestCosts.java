package io.loadbank.bench;

import io.loadbank.http.InProcess;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.VirtualUser;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an iteration with one request costs when the answer is there as soon as the request is written: script, client,
 * event loop and samples, without a kernel's sockets. {@code nothing} is an iteration that does nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpolyglot.engine.WarnInterpreterOnly=false"
        })
public class RequestCosts {

    private static final Map<String, String> CODE = Map.of(
            "nothing", "",
            "get", "http.get('http://127.0.0.1:1/');",
            "getAndChecks", "check(http.get('http://127.0.0.1:1/'), checks);");

    @Param({"nothing", "get", "getAndChecks"})
    public String iteration;

    private OneScript script;
    private VirtualUser user;
    private long number;

    @Setup(Level.Trial)
    public void open() throws Exception {
        String text = "import http from 'k6/http'; import { check } from 'k6';"
                + "const checks = { status: (r) => r.status === 200, json: (r) => r.json('user.name') === 'Ada' };"
                + "export default function () { " + CODE.get(iteration) + " }";
        script = new OneScript(text, InProcess.transport("{\"user\":{\"id\":7,\"name\":\"Ada\"},\"ok\":true}"));
        user = script.user(1);
    }

    @Benchmark
    public IterationOutcome iteration() {
        return OneScript.completed(user.iterate(number, number++));
    }

    @TearDown(Level.Trial)
    public void close() {
        user.close();
        script.close();
    }
}
