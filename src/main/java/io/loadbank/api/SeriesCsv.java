package io.loadbank.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Time series as comma-separated values (RFC 4180): one line for each metric in each interval. */
final class SeriesCsv {
    private static final List<String> VALUES =
            List.of("count", "rate", "total", "value", "avg", "min", "med", "p(90)", "p(95)", "p(99)", "max");

    private SeriesCsv() {}

    static String of(SeriesResource series) {
        StringBuilder csv = new StringBuilder("time,sinceStartMs,elapsedMs,seconds,metric,");
        csv.append(String.join(",", VALUES)).append("\r\n");
        for (SeriesResource.Point point : series.points()) {
            point.metrics().forEach((metric, values) -> line(csv, point, metric, values));
        }
        return csv.toString();
    }

    private static void line(
            StringBuilder csv, SeriesResource.Point point, String metric, Map<String, @Nullable Double> values) {
        csv.append(point.time()).append(',').append(point.sinceStartMs()).append(',');
        csv.append(point.elapsedMs()).append(',').append(point.seconds()).append(',');
        csv.append('"').append(metric.replace("\"", "\"\"")).append('"');
        for (String name : VALUES) {
            Double value = values.get(name);
            csv.append(',');
            if (value != null) {
                csv.append(
                        value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString(value.longValue()) : value);
            }
        }
        csv.append("\r\n");
    }
}
