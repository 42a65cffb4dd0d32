package io.loadbank.output;

import io.loadbank.metric.Tags;
import io.loadbank.metric.TappedSamples;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * k6's lines of comma-separated values: metric, time, value, a column for each system tag that is set, the other tags,
 * the metadata.
 */
final class CsvLines implements LineFormat {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /** How times are written. */
    enum TimeFormat {
        UNIX,
        UNIX_MILLI,
        UNIX_MICRO,
        UNIX_NANO,
        RFC3339,
        RFC3339_NANO;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static TimeFormat of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    private final CSVPrinter csv;
    private final List<String> columns;
    private final TimeFormat format;
    private final TimeText times;
    private final String[] record;

    /** @param systemTags those that are set; {@code vu} and {@code iter} are metadata and get no column */
    CsvLines(OutputStream bytes, Set<String> systemTags, TimeFormat format, ZoneId zone) {
        Set<String> sorted = new TreeSet<>(systemTags);
        sorted.removeAll(Set.of("vu", "iter"));
        this.columns = List.copyOf(sorted);
        this.format = format;
        this.times = new TimeText(zone);
        this.record = new String[columns.size() + 5];
        try {
            this.csv =
                    new CSVPrinter(new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)), FORMAT);
            header();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header() throws IOException {
        record[0] = "metric_name";
        record[1] = "timestamp";
        record[2] = "metric_value";
        for (int i = 0; i < columns.size(); i++) {
            record[3 + i] = columns.get(i);
        }
        record[record.length - 2] = "extra_tags";
        record[record.length - 1] = "metadata";
        csv.printRecord((Object[]) record);
    }

    @Override
    public int write(TappedSamples samples) throws IOException {
        String time = time(samples.epochNanos());
        String metadata = pairs(new TreeMap<>(samples.metadata()));
        for (int i = 0; i < samples.size(); i++) {
            record[0] = samples.series()[i].metric().name();
            record[1] = time;
            record[2] = fixed(samples.values()[i]);
            tags(samples.series()[i].tags());
            record[record.length - 1] = metadata;
            csv.printRecord((Object[]) record);
        }
        return 0;
    }

    private void tags(Tags tags) {
        Arrays.fill(record, 3, record.length - 1, "");
        StringBuilder extra = new StringBuilder();
        for (int i = 0; i < tags.size(); i++) {
            int column = columns.indexOf(tags.key(i));
            if (column >= 0) {
                record[3 + column] = tags.value(i);
            } else {
                pair(extra, tags.key(i), tags.value(i));
            }
        }
        record[record.length - 2] = extra.toString();
    }

    private static String pairs(Map<String, String> map) {
        StringBuilder text = new StringBuilder();
        map.forEach((key, value) -> pair(text, key, value));
        return text.toString();
    }

    private static void pair(StringBuilder text, String key, String value) {
        if (!text.isEmpty()) {
            text.append('&');
        }
        text.append(key).append('=').append(value);
    }

    private String time(long nanos) {
        return switch (format) {
            case UNIX -> Long.toString(Math.floorDiv(nanos, 1_000_000_000));
            case UNIX_MILLI -> Long.toString(Math.floorDiv(nanos, 1_000_000));
            case UNIX_MICRO -> Long.toString(Math.floorDiv(nanos, 1_000));
            case UNIX_NANO -> Long.toString(nanos);
            case RFC3339 -> times.seconds(nanos);
            case RFC3339_NANO -> times.nanos(nanos);
        };
    }

    /** With six digits after the point, as C's {@code %f}: the exact value of the double, rounded half to even. */
    static String fixed(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        String text = new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
        boolean lostItsSign = (value < 0 && !text.startsWith("-")) || (value == 0 && 1 / value < 0);
        return lostItsSign ? "-" + text : text;
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
