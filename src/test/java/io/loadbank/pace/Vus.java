package io.loadbank.pace;

import io.loadbank.plan.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Stages and plans as text, as in {@code 0; 1s->4, 0.5s->2} and {@code 0:0 .25:1}, for tests. */
final class Vus {
    private Vus() {}

    static Duration seconds(String text) {
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }

    /** {@code 1s->4, 0.5s->2}. */
    static List<Stage> stages(String text) {
        List<Stage> stages = new ArrayList<>();
        for (String stage : text.split(",", -1)) {
            String[] parts = stage.strip().split("s->", -1);
            stages.add(new Stage(seconds(parts[0]), Long.parseLong(parts[1])));
        }
        return stages;
    }

    /** {@code 0; 1s->4, 0.5s->2}. */
    static VuPlan raw(String text, Stripe stripe) {
        String[] parts = text.split(";", -1);
        return VuPlan.raw(Long.parseLong(parts[0].strip()), stages(parts[1]), stripe);
    }

    /** {@code 0:0 0.25:1}; {@code 2:9..10:1} counts on by whole seconds and ones. */
    static List<VuPlan.Step> steps(String text) {
        List<VuPlan.Step> steps = new ArrayList<>();
        for (String step : text.strip().split(" +", -1)) {
            if (step.contains("..")) {
                String[] ends = step.split("\\.\\.", -1);
                VuPlan.Step from = step(ends[0]);
                VuPlan.Step to = step(ends[1]);
                int count = Math.abs(to.count() - from.count());
                for (int i = 0; i <= count; i++) {
                    steps.add(new VuPlan.Step(
                            from.offsetNanos() + (to.offsetNanos() - from.offsetNanos()) / count * i,
                            from.count() + Integer.signum(to.count() - from.count()) * i));
                }
            } else {
                steps.add(step(step));
            }
        }
        return steps;
    }

    private static VuPlan.Step step(String text) {
        String[] parts = text.split(":", -1);
        return new VuPlan.Step(seconds(parts[0]).toNanos(), Integer.parseInt(parts[1]));
    }

    static List<Stage> randomStages(Random random, int highest) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            long nanos = random.nextInt(4) == 0 ? 0 : random.nextLong(20_000_000_000L);
            stages.add(new Stage(Duration.ofNanos(nanos), random.nextInt(highest + 1)));
        }
        return stages;
    }
}
