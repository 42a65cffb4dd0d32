package io.loadbank.bench;

import io.loadbank.metric.MetricRegistry;
import io.loadbank.metric.Metrics;
import io.loadbank.metric.SampleBuffer;
import io.loadbank.metric.Series;
import io.loadbank.metric.Tags;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a sample costs the VU that adds it, the merge of each full buffer into the sinks included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class SampleCosts {

    private SampleBuffer buffer;
    private Series counter;
    private Series trend;
    private Series[] request;
    private double[] values;
    private double next;

    @Setup(Level.Iteration)
    public void open() {
        MetricRegistry registry = new MetricRegistry();
        Metrics metrics = new Metrics(registry, 1_000);
        Tags tags = Tags.of("status", "200");
        buffer = metrics.newBuffer();
        counter = metrics.series(registry.builtins().httpReqs, tags);
        trend = metrics.series(registry.builtins().httpReqDuration, tags);
        request = new Series[] {counter, trend, trend, trend, trend, trend, trend, trend, counter};
        values = new double[] {1, 3, 0, 0.1, 0, 0, 0.2, 2.7, 0};
        next = 0;
    }

    @Benchmark
    public void counter() {
        buffer.add(counter, 1);
    }

    /** Values of a tenth of a millisecond to 100 ms, as latencies are. */
    @Benchmark
    public void trend() {
        next = next > 100 ? 0.1 : next + 0.1;
        buffer.add(trend, next);
    }

    /** The nine samples of a request at once. */
    @Benchmark
    public void request() {
        buffer.addAll(request, values, request.length);
    }
}
