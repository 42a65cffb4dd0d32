package io.loadbank.pace;

import io.loadbank.plan.Stage;
import java.util.List;

/**
 * Lays down the steps by which a number of VUs follows stages, by k6's documented rule for ramping VUs.
 *
 * <p>VUs fill slots 1, 2, 3, …, of which an instance owns a stripe. In a stage of length {@code d} that ends at
 * {@code E}, going up from {@code c} to {@code g}, slot {@code j} is switched on when the line reaches {@code j}, at
 * {@code E - d(g - j)/(g - c)}; going down it is switched off when the line has fallen to {@code j - 1}, at
 * {@code E - d(j - 1 - g)/(c - g)}. Divisions truncate, so an instant between two nanoseconds becomes the later one: a
 * plan is never above the line. A stage without length jumps.
 */
final class VuRamp {
    /** Bounds the memory of a plan to 120 MB. */
    static final long MAX_STEPS = 10_000_000;

    private final Stripe stripe;
    private final StepList steps;
    private long atNanos;
    private long whole;

    /** @param whole VUs of all instances to begin with */
    VuRamp(StepList steps, long atNanos, long whole, Stripe stripe) {
        this.steps = steps;
        this.atNanos = atNanos;
        this.whole = checked(whole);
        this.stripe = stripe;
        steps.add(atNanos, own(whole));
    }

    void follow(List<Stage> stages) {
        for (Stage stage : stages) {
            follow(stage.duration().toNanos(), checked(stage.target()));
        }
    }

    /** The end of the stages so far; a plan of more than 292 years ends there. */
    long atNanos() {
        return atNanos;
    }

    private void follow(long givenNanos, long target) {
        long lengthNanos = Math.min(givenNanos, Long.MAX_VALUE - atNanos);
        atNanos += lengthNanos;
        int from = own(whole);
        int to = own(target);
        if (steps.size() + (long) Math.abs(to - from) > MAX_STEPS) {
            throw new IllegalArgumentException("a plan of more than " + MAX_STEPS + " steps");
        }
        if (lengthNanos == 0) {
            steps.add(atNanos, to);
        } else if (to > from) {
            for (int m = from; m < to; m++) {
                long slot = stripe.element(m) + 1;
                steps.add(atNanos - part(lengthNanos, target - slot, target - whole), m + 1);
            }
        } else {
            for (int m = from - 1; m >= to; m--) {
                long slot = stripe.element(m) + 1;
                steps.add(atNanos - part(lengthNanos, slot - 1 - target, whole - target), m);
            }
        }
        whole = target;
    }

    private int own(long count) {
        return (int) stripe.scale(count);
    }

    /** {@code floor(nanos * share / all)}; exact, because share and all fit into 31 bits. */
    private static long part(long nanos, long share, long all) {
        return nanos / all * share + nanos % all * share / all;
    }

    private static long checked(long vus) {
        if (vus < 0 || vus > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a number of VUs: " + vus);
        }
        return vus;
    }
}
