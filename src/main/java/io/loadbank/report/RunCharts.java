package io.loadbank.report;

import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import io.loadbank.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The charts of a report: the load, what came of it, how long it took. */
final class RunCharts {
    private static final int POINTS = 240;
    private static final int HEAT_COLUMNS = 120;
    private static final int MOST_SCENARIOS = 8;
    private static final List<String> LATENCIES =
            List.of("http_req_duration", "grpc_req_duration", "ws_connecting", "iteration_duration");

    private final Recording recording;
    private final List<Frame> frames;
    private final Axis axis;
    private final List<Long> times = new ArrayList<>();

    RunCharts(Run run) {
        this.recording = run.recording();
        long end = Math.max(1_000, recording.endMs());
        this.frames = recording.read(new Recording.Range(0, Long.MAX_VALUE, step(end, POINTS)), _ -> true);
        List<Mark> marks = Mark.of(run);
        this.axis = new Axis(end, marks, pauses());
        frames.forEach(frame -> times.add(frame.atMs() + frame.lengthMs() / 2));
    }

    private static long step(long lengthMs, int most) {
        return Math.max(1, (lengthMs + most * 1_000L - 1) / (most * 1_000L)) * 1_000;
    }

    private List<Axis.Span> pauses() {
        List<Axis.Span> pauses = new ArrayList<>();
        long elapsed = 0;
        long from = -1;
        long end = 0;
        for (Frame frame : frames) {
            boolean stands = frame.elapsedMs() - elapsed < frame.lengthMs() / 2;
            if (stands && from < 0) {
                from = frame.atMs();
            } else if (!stands && from >= 0) {
                pauses.add(new Axis.Span(from, frame.atMs()));
                from = -1;
            }
            elapsed = frame.elapsedMs();
            end = frame.atMs() + frame.lengthMs();
        }
        if (from >= 0) {
            pauses.add(new Axis.Span(from, end));
        }
        return pauses;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    List<Mark> marks() {
        return axis.marks();
    }

    /** The last frame's word on how requests ended. */
    @Nullable
    Frame total() {
        return recording.total(_ -> true);
    }

    List<String> omitted() {
        return recording.omitted();
    }

    /** A chart of the load for each scenario, up to a number. */
    Html load() {
        Html html = new Html();
        Set<String> names = new LinkedHashSet<>();
        frames.forEach(frame -> names.addAll(frame.scenarios().keySet()));
        names.stream().limit(MOST_SCENARIOS).forEach(name -> html.put("{}", load(name)));
        if (names.size() > MOST_SCENARIOS) {
            html.put(
                    "<p class=\"note\">{} further scenarios are in the table below only.</p>",
                    names.size() - MOST_SCENARIOS);
        }
        return html;
    }

    private Html load(String scenario) {
        boolean isRate = frames.stream()
                .map(frame -> frame.scenarios().get(scenario))
                .anyMatch(load -> load != null && !Double.isNaN(load.desiredRate()));
        List<Double> vus = values(frame -> load(frame, scenario, ScenarioLoad::vus));
        if (!isRate) {
            List<Double> desired = values(frame -> load(frame, scenario, ScenarioLoad::desiredVus));
            return new Chart(axis, scenario + ": VUs", Scale.upTo(Math.max(max(vus), max(desired))), Figures::plain)
                    .area("actual", "s1", times, vus)
                    .steps("desired", "asked", times, desired)
                    .html();
        }
        List<Double> desired = values(frame -> load(frame, scenario, ScenarioLoad::desiredRate));
        List<Double> started = values(frame -> perSecond(frame, load(frame, scenario, ScenarioLoad::started)));
        List<Double> dropped = values(frame -> perSecond(frame, load(frame, scenario, ScenarioLoad::dropped)));
        Scale scale = Scale.upTo(Math.max(Math.max(max(started), max(desired)), max(dropped)));
        Html html = new Chart(axis, scenario + ": iterations started per second", scale, Figures::plain)
                .area("actual", "s1", times, started)
                .steps("desired", "asked", times, desired)
                .line("dropped", "bad", times, dropped)
                .html();
        return html.put(
                "{}",
                new Chart(axis, scenario + ": VUs", Scale.upTo(max(vus)), Figures::plain)
                        .area("in use", "s1", times, vus)
                        .html());
    }

    private static double load(Frame frame, String scenario, ToDoubleFunction<ScenarioLoad> number) {
        ScenarioLoad load = frame.scenarios().get(scenario);
        return load == null ? Double.NaN : number.applyAsDouble(load);
    }

    /** Requests and failures, or iterations where there are no requests. */
    Html throughput() {
        boolean isHttp = frames.stream().anyMatch(frame -> frame.measure("http_reqs") != null);
        String counter = isHttp ? "http_reqs" : "iterations";
        List<Double> rate = values(frame -> perSecond(frame, frame.count(counter)));
        Chart chart = new Chart(
                        axis,
                        isHttp ? "Requests per second" : "Iterations per second",
                        Scale.upTo(max(rate)),
                        Figures::plain)
                .area(isHttp ? "requests" : "iterations", "s1", times, rate);
        if (isHttp) {
            chart.line("failed", "bad", times, values(RunCharts::failedPerSecond));
        }
        return chart.html();
    }

    private static double failedPerSecond(Frame frame) {
        return frame.measure("http_req_failed") instanceof Measure.Ratio ratio ? perSecond(frame, ratio.trues()) : 0;
    }

    /** Percentiles over time, and where all values lay. */
    Html latency() {
        Html html = new Html();
        String metric = LATENCIES.stream()
                .filter(name -> frames.stream().anyMatch(frame -> frame.measure(name) != null))
                .findFirst()
                .orElse("");
        if (metric.isEmpty()) {
            return html;
        }
        List<Double> med = percentiles(metric, 50);
        List<Double> p90 = percentiles(metric, 90);
        List<Double> p95 = percentiles(metric, 95);
        List<Double> p99 = percentiles(metric, 99);
        Scale scale = Scale.between(min(med), max(p99));
        Chart chart = new Chart(axis, metric + ": percentiles", scale, Figures::time)
                .line("p(99)", "s4", times, p99)
                .line("p(95)", "s3", times, p95)
                .line("p(90)", "s2", times, p90)
                .line("median", "s1", times, med);
        html.put("{}", scale.logarithmic() ? chart.note("logarithmic").html() : chart.html());
        List<Frame> columns = recording.read(
                new Recording.Range(0, Long.MAX_VALUE, step(axis.lengthMs(), HEAT_COLUMNS)), metric::equals);
        return html.put(
                "{}",
                HeatMap.of(axis, metric + ": where it lay", columns, metric).html());
    }

    private List<Double> percentiles(String metric, double percent) {
        return values(frame -> frame.measure(metric) instanceof Measure.Values values
                ? Math.max(1e-3, values.percentile(percent))
                : Double.NaN);
    }

    private List<Double> values(ToDoubleFunction<Frame> number) {
        List<Double> values = new ArrayList<>(frames.size());
        frames.forEach(frame -> values.add(number.applyAsDouble(frame)));
        return values;
    }

    private static double perSecond(Frame frame, double count) {
        return frame.lengthMs() == 0 ? 0 : count / frame.seconds();
    }

    private static double max(List<Double> values) {
        return values.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private static double min(List<Double> values) {
        return values.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
    }
}
