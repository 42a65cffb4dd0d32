package io.loadbank.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a scenario other than {@code executor}, in the order they are shown. */
public enum ScenarioKey {
    START_TIME("startTime", Kind.DURATION),
    GRACEFUL_STOP("gracefulStop", Kind.DURATION),
    ENV("env", Kind.TEXTS_BY_NAME),
    EXEC("exec", Kind.TEXT),
    TAGS("tags", Kind.TEXTS_BY_NAME),
    OPTIONS("options", Kind.OBJECT),
    VUS("vus", Kind.INTEGER),
    ITERATIONS("iterations", Kind.INTEGER),
    MAX_DURATION("maxDuration", Kind.DURATION),
    DURATION("duration", Kind.DURATION),
    START_VUS("startVUs", Kind.INTEGER),
    START_RATE("startRate", Kind.INTEGER),
    RATE("rate", Kind.INTEGER),
    TIME_UNIT("timeUnit", Kind.DURATION),
    STAGES("stages", Kind.STAGES),
    PRE_ALLOCATED_VUS("preAllocatedVUs", Kind.INTEGER),
    MAX_VUS("maxVUs", Kind.INTEGER),
    GRACEFUL_RAMP_DOWN("gracefulRampDown", Kind.DURATION);

    private static final List<ScenarioKey> COMMON = List.of(START_TIME, GRACEFUL_STOP, ENV, EXEC, TAGS, OPTIONS);

    private final String text;
    private final Kind kind;

    ScenarioKey(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    public String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    /** The options every executor has. */
    static List<ScenarioKey> common() {
        return COMMON;
    }

    static @Nullable ScenarioKey find(String text) {
        for (ScenarioKey each : values()) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        return null;
    }
}
