package io.loadbank.comparison;

import io.loadbank.metric.MetricType;
import io.loadbank.metric.ValueKind;
import io.loadbank.recording.MetricKey;
import java.util.Set;

/** Which way a metric gets better. */
enum Direction {
    LOWER,
    HIGHER,
    NEITHER;

    private static final Set<String> LOWER_IS_BETTER = Set.of("http_req_failed", "dropped_iterations");
    private static final Set<String> HIGHER_IS_BETTER = Set.of("checks", "http_reqs", "iterations");

    /** Times get better as they get shorter; of other metrics only k6's own are known. */
    static Direction of(MetricKey metric) {
        int brace = metric.name().indexOf('{');
        String name = brace < 0 ? metric.name() : metric.name().substring(0, brace);
        if (LOWER_IS_BETTER.contains(name)) {
            return LOWER;
        }
        if (HIGHER_IS_BETTER.contains(name)) {
            return HIGHER;
        }
        boolean isTime = metric.type() == MetricType.TREND && metric.contains() == ValueKind.TIME;
        return isTime && !name.equals("ws_session_duration") ? LOWER : NEITHER;
    }

    Verdict verdict(double difference) {
        return switch (this) {
            case LOWER -> difference < 0 ? Verdict.BETTER : Verdict.WORSE;
            case HIGHER -> difference > 0 ? Verdict.BETTER : Verdict.WORSE;
            case NEITHER -> Verdict.DIFFERENT;
        };
    }
}
