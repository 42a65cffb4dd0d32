package io.loadbank.executor;

import io.loadbank.pace.Stripe;
import io.loadbank.vu.Activation;
import io.loadbank.vu.VirtualUser;
import org.jspecify.annotations.Nullable;

/**
 * One place for a VU in a scenario.
 *
 * <pre>
 * state          start            soft stop        hard stop             iteration ended
 * STOPPED        ask for a VU     -                -                     -
 * STARTING       -                withdraw         withdraw              (VU arrives: RUNNING)
 * RUNNING        -                SOFT_STOPPING    HARD_STOPPING, cut    next iteration
 * SOFT_STOPPING  RUNNING, same VU -                HARD_STOPPING, cut    give the VU back: STOPPED
 * HARD_STOPPING  again, once idle -                -                     give the VU back: STOPPED
 * </pre>
 *
 * Steered on the run's loop thread; the VU's thread reads the state between iterations.
 */
final class VuSlot {

    /** Where the slot is; see the table above. */
    enum State {
        STOPPED,
        STARTING,
        RUNNING,
        SOFT_STOPPING,
        HARD_STOPPING
    }

    /** What a slot needs of its scenario. */
    interface Scenario {
        VuPool pool();

        Timeline timeline();

        Tally tally();

        Gate gate();

        /** The iteration numbers of the whole test that are this instance's. */
        Stripe numbers();

        Activation activation();

        /** The slot has given its VU back, on the loop thread; {@code dry} if its gate let no more iterations in. */
        void idle(VuSlot slot, boolean dry);

        /** A defect of the daemon's own, on the loop thread. */
        void broken(Throwable cause);
    }

    private final int index;
    private final Scenario scenario;
    private volatile State state = State.STOPPED;
    private boolean startAgain;
    private int softStops;
    private int graced;
    private VuPool.@Nullable Request request;
    private @Nullable VuWorker worker;

    VuSlot(int index, Scenario scenario) {
        this.index = index;
        this.scenario = scenario;
    }

    State state() {
        return state;
    }

    void start() {
        switch (state) {
            case STOPPED -> {
                state = State.STARTING;
                request = scenario.pool().acquire(this::run);
            }
            case SOFT_STOPPING -> resume();
            case HARD_STOPPING -> startAgain = true;
            case STARTING, RUNNING -> {
                // as wished
            }
        }
    }

    private synchronized void resume() {
        if (state == State.SOFT_STOPPING) {
            state = State.RUNNING;
        }
    }

    void softStop() {
        startAgain = false;
        switch (state) {
            case STARTING -> withdraw();
            case RUNNING -> {
                state = State.SOFT_STOPPING;
                softStops++;
            }
            case STOPPED, SOFT_STOPPING, HARD_STOPPING -> {
                // on its way already
            }
        }
    }

    /** Starts the grace of a soft stop, once; the number of that stop, or 0 if there is no grace to start. */
    int startGrace() {
        if (state != State.SOFT_STOPPING || graced == softStops) {
            return 0;
        }
        graced = softStops;
        return graced;
    }

    /** Ends the grace of a soft stop, unless the slot was started again meanwhile. */
    void endGrace(int stop) {
        if (state == State.SOFT_STOPPING && softStops == stop) {
            hardStop();
        }
    }

    void hardStop() {
        startAgain = false;
        switch (state) {
            case STARTING -> withdraw();
            case RUNNING, SOFT_STOPPING -> {
                state = State.HARD_STOPPING;
                VuWorker busy = worker;
                if (busy != null) {
                    busy.user().interrupt();
                }
            }
            case STOPPED, HARD_STOPPING -> {
                // on its way already
            }
        }
    }

    private void withdraw() {
        VuPool.Request open = request;
        if (open != null) {
            open.withdraw();
        }
        state = State.STOPPED;
        scenario.idle(this, false);
    }

    private void run(VuWorker free) {
        request = null;
        worker = free;
        state = State.RUNNING;
        scenario.pool().activated();
        scenario.tally().activated();
        free.assign(user -> iterate(free, user));
    }

    private void iterate(VuWorker self, VirtualUser user) {
        boolean dry = false;
        Throwable defect = null;
        try {
            user.activate(scenario.activation());
            if (state == State.HARD_STOPPING) {
                // the interrupt came before the activation, which forgets it
                user.interrupt();
            }
            Tally tally = scenario.tally();
            Gate gate = scenario.gate();
            Stripe numbers = scenario.numbers();
            while (goesOn()) {
                if (!gate.next(index)) {
                    dry = true;
                    break;
                }
                long number = tally.start();
                tally.count(user.iterate(number, numbers.element(number)));
            }
        } catch (RuntimeException | Error e) {
            defect = e;
        }
        boolean noMore = dry;
        Throwable cause = defect;
        scenario.timeline().post(() -> released(self, noMore, cause));
    }

    /** Whether another iteration shall start; decides the race with a resume by making a soft stop final. */
    private boolean goesOn() {
        if (state == State.RUNNING) {
            return true;
        }
        synchronized (this) {
            if (state == State.SOFT_STOPPING) {
                state = State.HARD_STOPPING;
            }
            return state == State.RUNNING;
        }
    }

    private void released(VuWorker self, boolean dry, @Nullable Throwable defect) {
        worker = null;
        state = State.STOPPED;
        scenario.tally().deactivated();
        scenario.pool().deactivated();
        scenario.pool().release(self);
        if (defect != null) {
            scenario.broken(defect);
        }
        if (startAgain && !dry) {
            startAgain = false;
            start();
        } else {
            scenario.idle(this, dry);
        }
    }
}
