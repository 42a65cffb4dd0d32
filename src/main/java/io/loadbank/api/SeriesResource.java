package io.loadbank.api;

import io.loadbank.plan.DurationText;
import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.MetricKey;
import io.loadbank.recording.Recording;
import io.loadbank.recording.ScenarioLoad;
import io.loadbank.report.Mark;
import io.loadbank.run.Run;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time series of a run on the wire. */
@Schema(name = "Series", description = "A run interval by interval")
record SeriesResource(
        String id,

        @Schema(description = "What points count from", nullable = true) @Nullable
        Instant startedAt,

        @Schema(
                description = "The length of an interval; parts of a long run may be kept in longer ones",
                example = "1s")
        String step,

        @Schema(description = "The metrics that points may have, by name")
        Map<String, Column> metrics,

        List<Point> points,

        @Schema(description = "What was done to the run, and when")
        List<Change> marks,

        @Schema(description = "Metrics that are not recorded because the run has too many")
        List<String> omitted) {

    /** A metric. */
    @Schema(name = "SeriesMetric")
    record Column(
            @Schema(description = "counter, gauge, rate or trend", example = "trend")
            String type,

            @Schema(description = "default, time (milliseconds) or data (bytes)", example = "time")
            String contains) {}

    /** One interval. */
    @Schema(name = "SeriesPoint")
    record Point(
            @Schema(description = "When the interval began") Instant time,

            @Schema(description = "The same in milliseconds since the start, pauses included", example = "12000")
            long sinceStartMs,

            @Schema(description = "Test-run time at its end in milliseconds, pauses excluded", example = "13000")
            long elapsedMs,

            @Schema(description = "How long it was", example = "1.001")
            double seconds,

            @Schema(
                    description =
                            "Values of this interval alone. counter: count, rate (per second); rate: rate, total; "
                                    + "gauge: value, min, max; trend: count, avg, min, med, p(90), p(95), p(99), max "
                                    + "(percentiles at most 0.83 % off)",
                    example = "{\"http_reqs\":{\"count\":120,\"rate\":119.9}}")
            Map<String, Map<String, @Nullable Double>> metrics,

            Map<String, Load> scenarios,

            @Schema(description = "Further numbers, such as those about the generator")
            Map<String, @Nullable Double> gauges) {}

    /** A scenario within an interval. */
    @Schema(name = "SeriesLoad")
    record Load(
            @Schema(description = "VUs it held, on average") double vus,

            @Schema(description = "VUs asked for; null where it is about a rate", nullable = true) @Nullable
            Double desiredVus,

            @Schema(description = "Iterations per second asked for; null where it is about VUs", nullable = true)
            @Nullable
            Double desiredRate,

            @Schema(description = "Iterations started per second")
            double rate,

            long iterationsStarted,
            long iterationsCompleted,
            long iterationsInterrupted,
            long iterationsDropped) {}

    /** Something that was done to the run. */
    @Schema(name = "SeriesMark")
    record Change(
            Instant time,
            long sinceStartMs,

            @Schema(description = "retarget, pause, resume, stop or shutdown", example = "retarget")
            String kind,

            String who,
            @Schema(example = "browse: vus 5 → 40") String what) {}

    static SeriesResource of(Run run, Recording recording, SeriesQuery query) {
        List<Frame> frames = recording.read(query.range(), query::wants);
        Map<String, Column> columns = new LinkedHashMap<>();
        for (MetricKey key : recording.metrics()) {
            if (query.wants(key.name())) {
                columns.put(
                        key.name(), new Column(key.type().text(), key.contains().text()));
            }
        }
        Long start = recording.startMs();
        List<Point> points = new ArrayList<>(frames.size());
        frames.forEach(frame -> points.add(point(frame, start == null ? 0 : start)));
        List<Change> changes = new ArrayList<>();
        for (Mark mark : Mark.of(run)) {
            if (mark.atMs() >= query.range().fromMs()
                    && mark.atMs() < query.range().toMs()) {
                changes.add(new Change(mark.at(), mark.atMs(), mark.kind(), mark.who(), mark.what()));
            }
        }
        return new SeriesResource(
                run.id(),
                run.view().startedAt(),
                DurationText.format(Duration.ofMillis(query.range().stepMs())),
                columns,
                points,
                changes,
                recording.omitted());
    }

    private static Point point(Frame frame, long startMs) {
        Map<String, Map<String, @Nullable Double>> metrics = new LinkedHashMap<>();
        frame.metrics().forEach((key, measure) -> metrics.put(key.name(), values(measure, frame.seconds())));
        Map<String, Load> scenarios = new LinkedHashMap<>();
        frame.scenarios().forEach((name, load) -> scenarios.put(name, load(load, frame.seconds())));
        Map<String, @Nullable Double> gauges = new LinkedHashMap<>();
        frame.gauges().forEach((name, value) -> gauges.put(name, Trees.finite(value)));
        return new Point(
                Instant.ofEpochMilli(startMs + frame.atMs()),
                frame.atMs(),
                frame.elapsedMs(),
                frame.seconds(),
                metrics,
                scenarios,
                gauges);
    }

    private static Load load(ScenarioLoad load, double seconds) {
        return new Load(
                load.vus(),
                Trees.finite(load.desiredVus()),
                Trees.finite(load.desiredRate()),
                seconds > 0 ? load.started() / seconds : 0,
                load.started(),
                load.completed(),
                load.interrupted(),
                load.dropped());
    }

    /** The numbers of one metric in one interval. */
    static Map<String, @Nullable Double> values(Measure measure, double seconds) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        switch (measure) {
            case Measure.Count(double count) -> {
                put(values, "count", count);
                put(values, "rate", seconds > 0 ? count / seconds : 0);
            }
            case Measure.Ratio ratio -> {
                put(values, "rate", ratio.rate());
                put(values, "total", ratio.total());
            }
            case Measure.Level(double last, double min, double max) -> {
                put(values, "value", last);
                put(values, "min", min);
                put(values, "max", max);
            }
            case Measure.Values trend -> {
                put(values, "count", trend.count());
                put(values, "avg", trend.avg());
                put(values, "min", trend.min());
                put(values, "med", trend.percentile(50));
                put(values, "p(90)", trend.percentile(90));
                put(values, "p(95)", trend.percentile(95));
                put(values, "p(99)", trend.percentile(99));
                put(values, "max", trend.max());
            }
        }
        return values;
    }

    /** Digits beyond the sixth decimal are noise of the arithmetic. */
    private static void put(Map<String, @Nullable Double> values, String name, double value) {
        values.put(name, Trees.finite(Math.abs(value) < 1e9 ? Math.rint(value * 1e6) / 1e6 : value));
    }
}
