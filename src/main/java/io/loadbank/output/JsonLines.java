package io.loadbank.output;

import io.loadbank.metric.Metric;
import io.loadbank.metric.Tags;
import io.loadbank.metric.TappedSamples;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** k6's lines of JSON: one for each sample, and before a metric's first one the metric itself. */
final class JsonLines implements LineFormat {
    /** Integers up to here have a double of their own. */
    private static final double LARGEST_EXACT = 1L << 53;

    private final OutputStream bytes;
    private final JsonGenerator json;
    private final MetricFace faces;
    private final TimeText times;
    private final BitSet shown = new BitSet();

    JsonLines(OutputStream bytes, MetricFace faces, ZoneId zone) {
        this.bytes = bytes;
        this.json =
                JsonFactory.builder().rootValueSeparator("").build().createGenerator(ObjectWriteContext.empty(), bytes);
        this.faces = faces;
        this.times = new TimeText(zone);
    }

    @Override
    public int write(TappedSamples samples) throws IOException {
        int refused = 0;
        try {
            String time = times.nanos(samples.epochNanos());
            for (int i = 0; i < samples.size(); i++) {
                Metric metric = samples.series()[i].metric();
                double value = samples.values()[i];
                if (!Double.isFinite(value)) {
                    refused++;
                    continue;
                }
                if (!shown.get(metric.index())) {
                    shown.set(metric.index());
                    faces.write(metric, json);
                    json.writeRaw('\n');
                }
                point(metric, time, value, samples.series()[i].tags(), samples.metadata());
            }
        } catch (JacksonException e) {
            throw unwrapped(e);
        }
        return refused;
    }

    private void point(Metric metric, String time, double value, Tags tags, Map<String, String> metadata) {
        json.writeStartObject();
        json.writeStringProperty("metric", metric.name());
        json.writeStringProperty("type", "Point");
        json.writeObjectPropertyStart("data");
        json.writeStringProperty("time", time);
        json.writeName("value");
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
        json.writeObjectPropertyStart("tags");
        for (int i = 0; i < tags.size(); i++) {
            json.writeStringProperty(tags.key(i), tags.value(i));
        }
        json.writeEndObject();
        if (!metadata.isEmpty()) {
            json.writeObjectPropertyStart("metadata");
            new TreeMap<>(metadata).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
        try {
            json.flush();
        } catch (JacksonException e) {
            throw unwrapped(e);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        bytes.close();
    }

    private static IOException unwrapped(JacksonException e) {
        return e.getCause() instanceof IOException cause ? cause : new IOException(e.getOriginalMessage(), e);
    }
}
