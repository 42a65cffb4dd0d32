package io.loadbank.metric;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Prints what a sample costs, from a VU's buffer through to the sinks, while a snapshot is taken each 100 ms.
 *
 * <p>Run by hand; arguments: VUs (1), seconds (5).
 */
final class SampleCost {
    private static final double NANOS = 1e9;

    private SampleCost() {}

    public static void main(String[] arguments) throws InterruptedException {
        int vus = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Metrics metrics = new Metrics(new MetricRegistry(), 10_000);
        AtomicBoolean stop = new AtomicBoolean();
        long[] samples = new long[vus];
        Thread[] threads = new Thread[vus];
        for (int vu = 0; vu < vus; vu++) {
            int number = vu;
            threads[vu] = Thread.ofPlatform().start(() -> samples[number] = request(metrics, stop, number));
        }
        Thread snapshots = Thread.ofPlatform().daemon().start(() -> {
            while (!stop.get()) {
                metrics.snapshot(1);
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        });
        long before = 0;
        for (int second = 0; second < seconds; second++) {
            long from = System.nanoTime();
            Thread.sleep(1000);
            metrics.drain();
            long now = counted(metrics);
            double elapsed = System.nanoTime() - from;
            System.out.printf(
                    "%.1f ns a sample and VU, %.1f M samples/s%n",
                    elapsed * vus / (now - before), (now - before) / elapsed * 1e3);
            before = now;
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        snapshots.join();
        long sent = 0;
        for (long each : samples) {
            sent += each;
        }
        System.out.printf("sent %d, counted %d%n", sent, counted(metrics));
    }

    private static long counted(Metrics metrics) {
        MetricSnapshot reqs = metrics.snapshot(1 / NANOS).find("http_reqs");
        return reqs == null ? 0 : 15 * (long) ((SinkSnapshot.CounterSnapshot) reqs.sink()).count();
    }

    /** What an iteration with one GET and two checks measures: 15 samples. */
    private static long request(Metrics metrics, AtomicBoolean stop, int number) {
        BuiltinMetrics of = metrics.registry().builtins();
        Tags tags = Tags.of(Map.of("scenario", "default", "group", ""));
        Tags http = tags.with(Tags.of(Map.of(
                "url",
                "http://localhost/",
                "name",
                "http://localhost/",
                "status",
                "200",
                "method",
                "GET",
                "proto",
                "HTTP/1.1",
                "expected_response",
                "true")));
        Metric[] ofRequest = {
            of.httpReqs,
            of.httpReqDuration,
            of.httpReqBlocked,
            of.httpReqConnecting,
            of.httpReqTlsHandshaking,
            of.httpReqSending,
            of.httpReqWaiting,
            of.httpReqReceiving,
            of.httpReqFailed
        };
        Series[] series = new Series[15];
        for (int i = 0; i < ofRequest.length; i++) {
            series[i] = metrics.series(ofRequest[i], http);
        }
        series[9] = metrics.series(of.checks, tags.with("check", "status is 200"));
        series[10] = metrics.series(of.checks, tags.with("check", "has a body"));
        series[11] = metrics.series(of.dataSent, tags);
        series[12] = metrics.series(of.dataReceived, tags);
        series[13] = metrics.series(of.iterationDuration, tags);
        series[14] = metrics.series(of.iterations, tags);
        double[] values = {1, 0, 0.001, 0, 0, 0.01, 0, 0.02, 0, 1, 1, 120, 900, 0, 1};
        SampleBuffer buffer = metrics.newBuffer();
        long random = 88172645463325252L + number;
        long samples = 0;
        while (!stop.get()) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            double millis = 1 / ((random >>> 11) * 0x1p-53 + 0.01);
            values[1] = millis;
            values[6] = millis - 0.03;
            values[13] = millis + 0.2;
            buffer.addAll(series, values, 15);
            samples += 15;
        }
        metrics.closeBuffer(buffer);
        return samples;
    }
}
