package io.loadbank.output;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.loadbank.metric.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series of a remote write request with its only sample or histogram: {@code prometheus.TimeSeries}, already in
 * protobuf's form. The messages are few and fixed, so that they are written field by field.
 */
record RemoteSeries(Labels labels, ByteString message) {

    /** Names and values by name, the metric's among them. */
    record Labels(List<String> pairs) {

        /** Tags without name or value are left out; names stay as they are. */
        static Labels of(String metric, Tags tags) {
            Map<String, String> sorted = new TreeMap<>();
            for (int i = 0; i < tags.size(); i++) {
                if (!tags.key(i).isEmpty() && !tags.value(i).isEmpty()) {
                    sorted.put(tags.key(i), tags.value(i));
                }
            }
            sorted.put("__name__", metric);
            List<String> pairs = new ArrayList<>(2 * sorted.size());
            sorted.forEach((name, value) -> {
                pairs.add(name);
                pairs.add(value);
            });
            return new Labels(List.copyOf(pairs));
        }
    }

    /** Writes the fields of a message. */
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static ByteString message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    static RemoteSeries sample(Labels labels, double value, long epochMillis) {
        return series(labels, 2, message(out -> {
            out.writeDouble(1, value);
            out.writeInt64(2, epochMillis);
        }));
    }

    static RemoteSeries histogram(Labels labels, NativeHistogram histogram, long epochMillis) {
        return series(labels, 4, message(out -> histogram.write(out, epochMillis)));
    }

    private static RemoteSeries series(Labels labels, int field, ByteString value) {
        return new RemoteSeries(labels, message(out -> {
            for (int i = 0; i < labels.pairs().size(); i += 2) {
                String name = labels.pairs().get(i);
                String text = labels.pairs().get(i + 1);
                out.writeBytes(1, message(label -> {
                    label.writeString(1, name);
                    label.writeString(2, text);
                }));
            }
            out.writeBytes(field, value);
        }));
    }

    /** {@code prometheus.WriteRequest}. */
    static byte[] request(List<RemoteSeries> series) {
        return message(out -> {
                    for (RemoteSeries each : series) {
                        out.writeBytes(1, each.message);
                    }
                })
                .toByteArray();
    }
}
