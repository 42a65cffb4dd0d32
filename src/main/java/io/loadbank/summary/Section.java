package io.loadbank.summary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that the metrics of the text are sorted into, by the beginning of their names, in order of appearance. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum Section {
    CUSTOM,
    HTTP("http_reqs", "http_req_failed", "http_req_duration"),
    EXECUTION("vus", "vus_max", "iterations", "iteration_duration", "dropped_iterations"),
    NETWORK("data_sent", "data_received"),
    BROWSER("browser_"),
    WEB_VITALS("browser_web_vital_"),
    GRPC("grpc_"),
    WEBSOCKET("ws_");

    /** Metrics that have a block of their own. */
    private static final List<String> SKIPPED = List.of("checks", "group_duration");

    /** Metrics that only the full text shows. */
    private static final List<String> DETAILS = List.of(
            "http_req_blocked",
            "http_req_connecting",
            "http_req_receiving",
            "http_req_sending",
            "http_req_tls_handshaking",
            "http_req_waiting");

    private static final List<Section> BY_PRECEDENCE =
            List.of(HTTP, EXECUTION, NETWORK, WEB_VITALS, BROWSER, GRPC, WEBSOCKET);

    private final List<String> prefixes;

    Section(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /** Where a metric is shown, null for nowhere. */
    static @Nullable Section of(String metricName, SummaryMode mode) {
        if (startsWithAny(metricName, SKIPPED)) {
            return null;
        }
        if (startsWithAny(metricName, DETAILS)) {
            return mode == SummaryMode.FULL ? HTTP : null;
        }
        for (Section section : BY_PRECEDENCE) {
            if (startsWithAny(metricName, section.prefixes)) {
                return section;
            }
        }
        return CUSTOM;
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
