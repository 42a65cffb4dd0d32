package io.loadbank.plan;

import static io.loadbank.plan.ScenarioKey.DURATION;
import static io.loadbank.plan.ScenarioKey.GRACEFUL_RAMP_DOWN;
import static io.loadbank.plan.ScenarioKey.ITERATIONS;
import static io.loadbank.plan.ScenarioKey.MAX_DURATION;
import static io.loadbank.plan.ScenarioKey.MAX_VUS;
import static io.loadbank.plan.ScenarioKey.PRE_ALLOCATED_VUS;
import static io.loadbank.plan.ScenarioKey.RATE;
import static io.loadbank.plan.ScenarioKey.STAGES;
import static io.loadbank.plan.ScenarioKey.START_RATE;
import static io.loadbank.plan.ScenarioKey.START_VUS;
import static io.loadbank.plan.ScenarioKey.TIME_UNIT;
import static io.loadbank.plan.ScenarioKey.VUS;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of executors, with the options that each has beside the common ones. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum ExecutorType {
    SHARED_ITERATIONS(VUS, ITERATIONS, MAX_DURATION),
    PER_VU_ITERATIONS(VUS, ITERATIONS, MAX_DURATION),
    CONSTANT_VUS(VUS, DURATION),
    RAMPING_VUS(START_VUS, STAGES, GRACEFUL_RAMP_DOWN),
    CONSTANT_ARRIVAL_RATE(RATE, TIME_UNIT, DURATION, PRE_ALLOCATED_VUS, MAX_VUS),
    RAMPING_ARRIVAL_RATE(START_RATE, TIME_UNIT, STAGES, PRE_ALLOCATED_VUS, MAX_VUS),
    EXTERNALLY_CONTROLLED(VUS, MAX_VUS, DURATION);

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final List<ScenarioKey> keys;

    ExecutorType(ScenarioKey... keys) {
        this.keys = List.of(keys);
    }

    /** The name in options, such as {@code shared-iterations}. */
    public String text() {
        return text;
    }

    /** The options that only some executors have. */
    List<ScenarioKey> keys() {
        return keys;
    }

    static @Nullable ExecutorType find(String text) {
        for (ExecutorType each : values()) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        return null;
    }
}
