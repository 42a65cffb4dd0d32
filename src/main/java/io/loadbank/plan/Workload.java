package io.loadbank.plan;

import java.time.Duration;
import java.util.List;

/** How a scenario's load is shaped: one record per executor, complete and valid, with k6's names. */
public sealed interface Workload {

    /** The name of the executor, such as {@code constant-vus}. */
    default String executor() {
        return type().text();
    }

    ExecutorType type();

    /** {@code vus} VUs share {@code iterations} iterations, until {@code maxDuration} has passed. */
    record SharedIterations(int vus, long iterations, Duration maxDuration) implements Workload {
        @Override
        public ExecutorType type() {
            return ExecutorType.SHARED_ITERATIONS;
        }
    }

    /** Each of {@code vus} VUs runs {@code iterations} iterations, until {@code maxDuration} has passed. */
    record PerVuIterations(int vus, long iterations, Duration maxDuration) implements Workload {
        @Override
        public ExecutorType type() {
            return ExecutorType.PER_VU_ITERATIONS;
        }
    }

    /** {@code vus} VUs iterate for {@code duration}. */
    record ConstantVus(int vus, Duration duration) implements Workload {
        @Override
        public ExecutorType type() {
            return ExecutorType.CONSTANT_VUS;
        }
    }

    /** The number of iterating VUs follows the stages, starting from {@code startVUs}. */
    record RampingVus(int startVUs, List<Stage> stages, Duration gracefulRampDown) implements Workload {
        public RampingVus {
            stages = List.copyOf(stages);
        }

        @Override
        public ExecutorType type() {
            return ExecutorType.RAMPING_VUS;
        }
    }

    /** {@code rate} iterations start per {@code timeUnit}, whatever they take, as long as VUs are free. */
    record ConstantArrivalRate(long rate, Duration timeUnit, Duration duration, int preAllocatedVUs, int maxVUs)
            implements Workload {
        @Override
        public ExecutorType type() {
            return ExecutorType.CONSTANT_ARRIVAL_RATE;
        }
    }

    /** The iterations that start per {@code timeUnit} follow the stages, starting from {@code startRate}. */
    record RampingArrivalRate(long startRate, Duration timeUnit, List<Stage> stages, int preAllocatedVUs, int maxVUs)
            implements Workload {
        public RampingArrivalRate {
            stages = List.copyOf(stages);
        }

        @Override
        public ExecutorType type() {
            return ExecutorType.RAMPING_ARRIVAL_RATE;
        }
    }

    /** {@code vus} of {@code maxVUs} VUs iterate, until somebody says otherwise; a zero duration never ends. */
    record ExternallyControlled(int vus, int maxVUs, Duration duration) implements Workload {
        @Override
        public ExecutorType type() {
            return ExecutorType.EXTERNALLY_CONTROLLED;
        }
    }
}
