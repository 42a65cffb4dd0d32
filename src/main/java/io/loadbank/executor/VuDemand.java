package io.loadbank.executor;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * How many VUs somebody wants to iterate, as a stream: a constant, a ramp and a PATCH feed it alike. Fed on the run's
 * loop thread, which is where subscribers are called.
 */
final class VuDemand {

    private final Sinks.Many<Integer> wishes = Sinks.many().replay().latest();
    private volatile int last;

    VuDemand(int initial) {
        want(initial);
    }

    void want(int vus) {
        last = vus;
        wishes.emitNext(vus, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** The last wish. Any thread. */
    int wanted() {
        return last;
    }

    /** The wishes from the last one on, without repetitions. */
    Flux<Integer> stream() {
        return wishes.asFlux().distinctUntilChanged();
    }
}
