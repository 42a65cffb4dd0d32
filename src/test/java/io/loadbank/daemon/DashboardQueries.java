package io.loadbank.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Grafana's dashboards ask Prometheus, with the variables filled in. */
final class DashboardQueries {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TIMINGS =
            List.of("blocked", "tls_handshaking", "sending", "waiting", "receiving", "duration");
    private static final String S = "{testid=~\"$testid\"}";
    private static final String R = "[$__rate_interval]";

    private DashboardQueries() {}

    static JsonNode ours() throws IOException {
        return JSON.readTree(Path.of("config/grafana/dashboards/loadbank.json").toFile());
    }

    /** The queries of our own dashboard, by panel and letter. */
    static Map<String, String> ofOurs() throws IOException {
        Map<String, String> queries = new LinkedHashMap<>();
        for (JsonNode panel : ours().get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.put(
                        panel.get("title").asString() + " "
                                + target.get("refId").asString(),
                        target.get("expr").asString());
            }
        }
        return queries;
    }

    /** Those that k6's dashboards 19665 (statistics) and 18030 (native histograms) have in common. */
    static List<String> ofBoth() {
        return List.of(
                "sum(k6_vus" + S + ")",
                "sum(irate(k6_http_reqs_total" + S + R + "))",
                "avg(round(k6_http_req_failed_rate" + S + ", 0.1)*100)",
                "sum(irate(k6_http_reqs_total" + with("expected_response=\"false\"") + R + "))",
                "sum(irate(k6_http_reqs_total" + with("expected_response=\"true\"") + R + "))",
                "sum(k6_http_reqs_total" + S + ")",
                "sum(k6_http_reqs_total" + with("expected_response=\"false\"") + ")",
                "avg(irate(k6_data_sent_total" + S + R + "))",
                "avg(irate(k6_data_received_total" + S + R + "))",
                "avg(k6_dropped_iterations_total" + S + ")",
                "round(k6_checks_rate" + S + ", 0.1)",
                "avg(round(k6_checks_rate" + S + ", 0.1)*100)");
    }

    static List<String> of19665() {
        List<String> queries = new ArrayList<>();
        queries.add("avg(k6_iteration_duration_$quantile_stat" + S + ")");
        TIMINGS.forEach(it -> queries.add("avg(k6_http_req_" + it + "_$quantile_stat" + S + ")"));
        for (String expected : List.of("true", "false")) {
            queries.add(
                    "avg(k6_http_req_duration_$quantile_stat" + with("expected_response=\"" + expected + "\"") + ")");
        }
        for (String stat : List.of("min", "max", "p95", "p99")) {
            queries.add("avg by(name, method, status) (k6_http_req_duration_" + stat + S + ")");
        }
        return queries;
    }

    static List<String> of18030() {
        List<String> queries = new ArrayList<>();
        queries.add(quantile("$quantile", "le", "k6_iteration_duration_seconds" + S));
        TIMINGS.forEach(it -> queries.add(quantile("$quantile", "le", "k6_http_req_" + it + "_seconds" + S)));
        for (String expected : List.of("true", "false")) {
            String filter = with("expected_response=\"" + expected + "\"");
            queries.add(quantile("$quantile", "le", "k6_http_req_waiting_seconds" + filter));
        }
        for (String q : List.of("0", "1", "0.95", "0.99")) {
            queries.add(quantile(q, "le, name, method, status", "k6_http_req_duration_seconds" + S));
        }
        return queries;
    }

    private static String quantile(String q, String by, String series) {
        return "histogram_quantile(" + q + ", sum by (" + by + ") (rate(" + series + R + ")))";
    }

    private static String with(String filter) {
        return "{testid=~\"$testid\", " + filter + "}";
    }

    /** As Grafana would ask, for one run. */
    static String filledIn(String query, String testId) {
        return query.replace("$testid", testId)
                .replace("$instance", ".*")
                .replace("$__rate_interval", "20s")
                .replace("$quantile_stat", "p95")
                .replace("$quantile", "0.99");
    }
}
