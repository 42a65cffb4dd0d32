package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code experimental-prometheus-rw}: the totals of each time series to Prometheus, by its remote write protocol 1. */
final class RemoteWriteOutput implements OutputType {
    private static final String ENV = "K6_PROMETHEUS_RW_";

    @Override
    public String argument() {
        return "url";
    }

    @Override
    public Function<OutputStand, RunOutput> read(SettingReader settings) {
        URI url = settings.url("url", ENV + "SERVER_URL", "http://localhost:9090/api/v1/write");
        Duration interval = settings.interval("pushInterval", ENV + "PUSH_INTERVAL", Duration.ofSeconds(5));
        List<TrendStat> stats = new ArrayList<>();
        for (String text : settings.list("trendStats", ENV + "TREND_STATS", List.of("p(99)"))) {
            TrendStat stat = TrendStat.parse(text);
            if (stat == null) {
                settings.problem(
                        "trendStats",
                        ENV + "TREND_STATS",
                        "has a statistic that there is not",
                        "there are count, sum, min, max, avg, med and p(0) to p(100)");
            } else {
                stats.add(stat);
            }
        }
        boolean histograms = settings.flag("trendAsNativeHistogram", ENV + "TREND_AS_NATIVE_HISTOGRAM");
        boolean stale = settings.flag("staleMarkers", ENV + "STALE_MARKERS");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(settings.variables(ENV + "HEADERS_"));
        headers.putAll(settings.headers("headers", ENV + "HTTP_HEADERS", ':'));
        String user = settings.text("username", ENV + "USERNAME");
        String password = settings.secret("password", ENV + "PASSWORD");
        String token = settings.secret("bearerToken", ENV + "BEARER_TOKEN");
        if (user != null && token != null) {
            settings.problem("bearerToken", ENV + "BEARER_TOKEN", "and username are given both", "leave one out");
        }
        boolean insecure = settings.flag("insecureSkipTLSVerify", ENV + "INSECURE_SKIP_TLS_VERIFY");
        String tls = settings.choice("tlsMinimumVersion", ENV + "TLS_MINIMUM_VERSION", List.of("1.3", "1.2"));
        for (String missing : List.of("CLIENT_CERTIFICATE", "CLIENT_CERTIFICATE_KEY", "SIGV4_REGION")) {
            settings.refuse("", ENV + missing, "is not there yet");
        }
        if (user != null) {
            headers.put("Authorization", HttpPush.basic(user, password == null ? "" : password));
        } else if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (url == null) {
            return _ -> {
                throw new IllegalStateException("the URL was refused");
            };
        }
        if (user == null && token == null && url.getUserInfo() != null) {
            headers.put("Authorization", Urls.basic(url));
        }
        RemoteWrite.Setup setup = new RemoteWrite.Setup(Urls.bare(url), List.copyOf(stats), histograms, stale);
        return stand -> new SeriesFeed(
                stand.name(),
                new RemoteWrite(setup, new HttpPush(headers, insecure, "TLSv" + tls), stand.runId()),
                new OutputTally(stand.name(), Urls.shown(url), stand.log()),
                stand.series(),
                interval);
    }
}
