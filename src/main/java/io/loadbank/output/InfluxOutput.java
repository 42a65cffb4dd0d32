package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code influxdb=http://user:password@host:8086/db}: each sample a point of InfluxDB 1. */
final class InfluxOutput implements OutputType {
    private static final String ENV = "K6_INFLUXDB_";

    @Override
    public String argument() {
        return "url";
    }

    @Override
    public Function<OutputStand, RunOutput> read(SettingReader settings) {
        URI url = settings.url("url", ENV + "ADDR", "http://localhost:8086");
        settings.alsoFrom(url == null ? Map.of() : query(url, settings));
        String path = url == null || url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        String db = path.isEmpty() ? settings.text("db", ENV + "DB", "k6") : path;
        if (db.contains("/")) {
            settings.problem("url", ENV + "ADDR", "has a path of more than the database's name", null);
        }
        String user = settings.text("username", ENV + "USERNAME");
        String password = settings.secret("password", ENV + "PASSWORD");
        String precision = settings.choice("precision", ENV + "PRECISION", List.of("ns", "u", "ms", "s"));
        String retention = settings.text("retention", ENV + "RETENTION", "");
        String consistency = settings.text("consistency", ENV + "CONSISTENCY", "");
        boolean insecure = settings.flag("insecure", ENV + "INSECURE");
        Duration interval = settings.interval("pushInterval", ENV + "PUSH_INTERVAL", Duration.ofSeconds(1));
        Map<String, LineProtocol.Kind> fields = new TreeMap<>();
        for (String item : settings.list("tagsAsFields", ENV + "TAGS_AS_FIELDS", List.of("vu", "iter", "url"))) {
            String[] parts = item.split(":", 2);
            LineProtocol.Kind kind = LineProtocol.Kind.of(parts.length == 1 ? "string" : parts[1]);
            if (kind == null || parts[0].isEmpty()) {
                settings.problem(
                        "tagsAsFields",
                        ENV + "TAGS_AS_FIELDS",
                        "must be names, each perhaps with :string, :int, :bool or :float",
                        null);
            } else {
                fields.put(parts[0], kind);
            }
        }
        settings.refuse("concurrentWrites", ENV + "CONCURRENT_WRITES", "is not there: one write follows the other");
        settings.refuse("payload_size", ENV + "PAYLOAD_SIZE", "is not there: points go by HTTP, not by UDP");
        settings.refuse("proxy", ENV + "PROXY", "is not there");
        if (url == null) {
            return _ -> {
                throw new IllegalStateException("the URL was refused");
            };
        }
        Map<String, String> headers = new TreeMap<>();
        if (url.getUserInfo() != null) {
            headers.put("Authorization", Urls.basic(url));
        } else if (user != null) {
            headers.put("Authorization", HttpPush.basic(user, password == null ? "" : password));
        }
        String base = url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", "");
        URI write = URI.create(base + "/write?consistency=" + encoded(consistency) + "&db=" + encoded(db)
                + "&precision=" + (precision.equals("ns") ? "n" : precision) + "&rp=" + encoded(retention));
        LineProtocol lines = new LineProtocol(fields, precision);
        return stand -> new SampleFeed(
                stand.name(),
                new InfluxWriter(
                        URI.create(base + "/query"), write, db, lines, new HttpPush(headers, insecure, "TLSv1.2")),
                new OutputTally(stand.name(), base + "/" + db, stand.log()),
                interval);
    }

    private static Map<String, String> query(URI url, SettingReader settings) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = url.getRawQuery();
        List<String> known =
                List.of("insecure", "precision", "retention", "consistency", "pushInterval", "tagsAsFields");
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && known.contains(parts[0])) {
                query.put(parts[0], Urls.decoded(parts[1]));
            } else if (!pair.isEmpty()) {
                settings.problem(
                        "url",
                        ENV + "ADDR",
                        "has a query parameter that is no setting here",
                        "known here: " + String.join(", ", known));
            }
        }
        return query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
