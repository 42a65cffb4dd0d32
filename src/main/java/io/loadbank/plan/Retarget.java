package io.loadbank.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a running scenario's targets; null leaves a field as it is.
 *
 * @param vus VUs that iterate
 * @param maxVUs VUs that may iterate
 * @param rate iterations per {@code timeUnit}
 * @param stages what remains of the plan, from now on
 * @param duration total since the scenario's start, pauses excluded
 * @param paused rests or resumes this scenario alone
 * @param ramp reach the new value linearly over this time
 * @param at do it at this time
 * @param in do it after this time
 */
public record Retarget(
        @Nullable Long vus,
        @Nullable Long maxVUs,
        @Nullable Long rate,
        @Nullable Duration timeUnit,
        @Nullable List<Stage> stages,
        @Nullable Duration duration,
        @Nullable Boolean paused,
        @Nullable Duration ramp,
        @Nullable Instant at,
        @Nullable Duration in) {}
