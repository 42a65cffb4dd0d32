package io.loadbank.executor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The slots of one scenario, filled from the lowest number up. Confined to the run's loop thread. */
final class VuSlots {

    private final VuSlot.Scenario scenario;
    private final List<VuSlot> slots = new ArrayList<>();

    VuSlots(VuSlot.Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Starts the lowest slots and stops the others.
     *
     * @param grace how long iterations of stopped slots may go on; with none they are interrupted now
     */
    void fill(int wanted, Duration grace) {
        while (slots.size() < wanted) {
            slots.add(new VuSlot(slots.size(), scenario));
        }
        for (int i = slots.size() - 1; i >= wanted; i--) {
            stop(slots.get(i), grace);
        }
        for (int i = 0; i < wanted; i++) {
            slots.get(i).start();
        }
    }

    /** Starts the lowest slots and lets the others come to the end of their iterations, however long that takes. */
    void aim(int wanted) {
        while (slots.size() < wanted) {
            slots.add(new VuSlot(slots.size(), scenario));
        }
        for (int i = slots.size() - 1; i >= wanted; i--) {
            slots.get(i).softStop();
        }
        for (int i = 0; i < wanted; i++) {
            slots.get(i).start();
        }
    }

    /** Interrupts the iterations of all slots from a number on. */
    void cutFrom(int count) {
        for (int i = slots.size() - 1; i >= count; i--) {
            slots.get(i).hardStop();
        }
    }

    /** Stops all slots; their iterations have the grace to come to an end. */
    void stop(Duration grace) {
        List.copyOf(slots).forEach(slot -> stop(slot, grace));
    }

    private void stop(VuSlot slot, Duration grace) {
        if (grace.isZero()) {
            slot.hardStop();
        } else {
            slot.softStop();
            int stop = slot.startGrace();
            if (stop > 0) {
                scenario.timeline().after(grace.toNanos(), () -> slot.endGrace(stop));
            }
        }
    }

    /** Lets every iteration come to its end and starts no other. */
    void rest() {
        slots.forEach(VuSlot::softStop);
    }

    /** Interrupts every iteration. */
    void cut() {
        slots.forEach(VuSlot::hardStop);
    }

    boolean allStopped() {
        for (VuSlot slot : slots) {
            if (slot.state() != VuSlot.State.STOPPED) {
                return false;
            }
        }
        return true;
    }
}
