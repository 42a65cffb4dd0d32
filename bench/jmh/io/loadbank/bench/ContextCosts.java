package io.loadbank.bench;

import io.loadbank.http.HttpTransport;
import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VuInitException;
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

/** What a VU costs from nothing to the end of its init code, and its end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpolyglot.engine.WarnInterpreterOnly=false"
        })
public class ContextCosts {

    @Param({"", "import http from 'k6/http'; import { check, sleep } from 'k6';", "import { uuidv4 } from 'https://jslib.k6.io/k6-utils/1.4.0/index.js';"})
    public String imports;

    private OneScript script;
    private int id;

    @Setup(Level.Trial)
    public void open() {
        script = new OneScript(imports + "export default function () {}", new HttpTransport(1));
    }

    @Benchmark
    public void createAndClose() throws VuInitException {
        try (VirtualUser user = script.user(++id)) {
            assert user != null;
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        script.close();
    }
}
