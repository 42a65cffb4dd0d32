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

import java.time.Duration;
import java.util.List;

/** Builds the workload of a scenario from its fields: the limits and defaults of every executor. */
final class Workloads {
    private final Fields fields;

    Workloads(Fields fields) {
        this.fields = fields;
    }

    /** Complete, but only valid if the fields have noted no problem. */
    Workload workload(ExecutorType executor) {
        return switch (executor) {
            case SHARED_ITERATIONS -> sharedIterations();
            case PER_VU_ITERATIONS ->
                new Workload.PerVuIterations(fields.vus(1, VUS, 1L), fields.atLeast(1, ITERATIONS, 1L), maxDuration());
            case CONSTANT_VUS ->
                new Workload.ConstantVus(fields.vus(1, VUS, 1L), fields.atLeastASecond(DURATION, null));
            case RAMPING_VUS -> rampingVus();
            case CONSTANT_ARRIVAL_RATE -> constantArrivalRate();
            case RAMPING_ARRIVAL_RATE -> rampingArrivalRate();
            case EXTERNALLY_CONTROLLED -> externallyControlled();
        };
    }

    private Duration maxDuration() {
        return fields.atLeastASecond(MAX_DURATION, Defaults.MAX_DURATION);
    }

    private Workload sharedIterations() {
        int vus = fields.vus(1, VUS, 1L);
        long iterations = fields.atLeast(1, ITERATIONS, 1L);
        if (iterations < vus) {
            fields.refuse(ITERATIONS, "must not be less than vus, which is " + vus);
        }
        return new Workload.SharedIterations(vus, iterations, maxDuration());
    }

    private Workload rampingVus() {
        int startVUs = fields.vus(0, START_VUS, 1L);
        List<Stage> stages = fields.stages(Fields.MAX_VUS);
        if (startVUs == 0 && !stages.isEmpty() && stages.stream().allMatch(stage -> stage.target() == 0)) {
            fields.refuse(STAGES, "startVUs and all targets are 0, so there is nothing to run");
        }
        return new Workload.RampingVus(
                startVUs, stages, fields.notNegative(GRACEFUL_RAMP_DOWN, Defaults.GRACEFUL_RAMP_DOWN));
    }

    private Workload constantArrivalRate() {
        long rate = fields.atLeast(1, RATE, null);
        Duration timeUnit = fields.positive(TIME_UNIT, Defaults.TIME_UNIT);
        Duration duration = fields.atLeastASecond(DURATION, null);
        int preAllocated = fields.vus(0, PRE_ALLOCATED_VUS, null);
        return new Workload.ConstantArrivalRate(rate, timeUnit, duration, preAllocated, maxVUs(preAllocated));
    }

    private Workload rampingArrivalRate() {
        long startRate = fields.atLeast(0, START_RATE, 0L);
        Duration timeUnit = fields.positive(TIME_UNIT, Defaults.TIME_UNIT);
        List<Stage> stages = fields.stages(Long.MAX_VALUE);
        int preAllocated = fields.vus(0, PRE_ALLOCATED_VUS, null);
        return new Workload.RampingArrivalRate(startRate, timeUnit, stages, preAllocated, maxVUs(preAllocated));
    }

    private int maxVUs(int preAllocated) {
        int max = fields.vus(0, MAX_VUS, (long) preAllocated);
        if (max < preAllocated) {
            fields.refuse(MAX_VUS, "must not be less than preAllocatedVUs, which is " + preAllocated);
        }
        return max;
    }

    private Workload externallyControlled() {
        int vus = fields.vus(0, VUS, 0L);
        int max = fields.vus(0, MAX_VUS, (long) vus);
        if (max < vus) {
            fields.refuse(MAX_VUS, "must not be less than vus, which is " + vus);
        }
        return new Workload.ExternallyControlled(vus, max, fields.notNegative(DURATION, null));
    }
}
