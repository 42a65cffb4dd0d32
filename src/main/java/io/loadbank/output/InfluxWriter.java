package io.loadbank.output;

import io.loadbank.metric.TappedSamples;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Points to an InfluxDB 1, whose database it makes if that is allowed. */
final class InfluxWriter implements SampleWriter {
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final Map<String, String> LINES = Map.of("Content-Type", "text/plain; charset=utf-8");

    private final URI query;
    private final URI write;
    private final String db;
    private final LineProtocol format;
    private final HttpPush http;

    InfluxWriter(URI query, URI write, String db, LineProtocol format, HttpPush http) {
        this.query = query;
        this.write = write;
        this.db = db;
        this.format = format;
        this.http = http;
    }

    @Override
    public void open() throws IOException, InterruptedException {
        String command = "CREATE DATABASE \"" + db.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        String form = "q=" + URLEncoder.encode(command, StandardCharsets.UTF_8);
        try {
            http.post(query, FORM, form.getBytes(StandardCharsets.UTF_8));
        } catch (HttpPush.Refused _) {
            // who may only write may still write
        }
    }

    @Override
    public long write(List<TappedSamples> batch) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(1 << 16);
        long refused = 0;
        for (TappedSamples samples : batch) {
            refused += format.write(samples, text);
        }
        if (text.isEmpty()) {
            return refused;
        }
        try {
            http.post(write, LINES, text.toString().getBytes(StandardCharsets.UTF_8));
            return refused;
        } catch (HttpPush.Refused e) {
            if (e.isFinal()) {
                throw new Unacceptable(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public void flush() {
        // each write is complete
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public boolean retries() {
        return true;
    }
}
