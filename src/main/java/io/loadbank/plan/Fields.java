package io.loadbank.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one scenario with their limits: each query notes a problem where the value is missing or out of range,
 * and returns something usable all the same so that the other fields are looked at too.
 */
final class Fields {
    /** More VUs than this nobody means. */
    static final long MAX_VUS = 100_000_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Where a problem with a field is shown. */
    interface Paths {
        Paths SHORTCUT = Shortcuts::nameOf;

        static Paths in(String scenarioPath) {
            return key -> scenarioPath + "." + key.text();
        }

        String of(ScenarioKey key);
    }

    private final ScenarioSpec spec;
    private final Paths paths;
    private final List<Problem> problems;

    Fields(ScenarioSpec spec, Paths paths, List<Problem> problems) {
        this.spec = spec;
        this.paths = paths;
        this.problems = problems;
    }

    String path(ScenarioKey key) {
        return paths.of(key);
    }

    void refuse(ScenarioKey key, String message) {
        problems.add(new Problem(path(key), message));
    }

    boolean isSet(ScenarioKey key) {
        return spec.values().containsKey(key);
    }

    /** A whole number of at least {@code least}; required where {@code otherwise} is null. */
    long atLeast(long least, ScenarioKey key, @Nullable Long otherwise) {
        return within(least, Long.MAX_VALUE, key, otherwise);
    }

    /** A number of VUs of at least {@code least}; required where {@code otherwise} is null. */
    int vus(long least, ScenarioKey key, @Nullable Long otherwise) {
        return (int) within(least, MAX_VUS, key, otherwise);
    }

    private long within(long least, long most, ScenarioKey key, @Nullable Long otherwise) {
        Long given = spec.integer(key);
        if (given == null) {
            if (otherwise == null) {
                refuse(key, "is required");
            }
            return otherwise == null ? least : otherwise;
        }
        if (given < least) {
            refuse(key, least == 0 ? "must not be negative" : "must be " + least + " or more");
            return least;
        }
        if (given > most) {
            refuse(key, "must not be more than " + most);
            return most;
        }
        return given;
    }

    /** A duration of a second or more; required where {@code otherwise} is null. */
    Duration atLeastASecond(ScenarioKey key, @Nullable Duration otherwise) {
        Duration duration = given(key, otherwise);
        if (duration != null && duration.compareTo(SHORTEST) < 0) {
            refuse(key, "must be 1s or more");
        }
        return duration == null || duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }

    /** A duration of zero or more; required where {@code otherwise} is null. */
    Duration notNegative(ScenarioKey key, @Nullable Duration otherwise) {
        Duration duration = given(key, otherwise);
        if (duration != null && duration.isNegative()) {
            refuse(key, "must not be negative");
        }
        return duration == null || duration.isNegative() ? Duration.ZERO : duration;
    }

    Duration positive(ScenarioKey key, Duration otherwise) {
        Duration duration = spec.duration(key);
        if (duration != null && !duration.isPositive()) {
            refuse(key, "must be more than 0");
        }
        return duration == null || !duration.isPositive() ? otherwise : duration;
    }

    private @Nullable Duration given(ScenarioKey key, @Nullable Duration otherwise) {
        Duration duration = spec.duration(key);
        if (duration == null && otherwise == null) {
            refuse(key, "is required");
        }
        return duration == null ? otherwise : duration;
    }

    /** One stage or more, each complete, with targets from 0 to {@code most}. */
    List<Stage> stages(long most) {
        List<StageSpec> written = spec.stages();
        if (written == null || written.isEmpty()) {
            refuse(ScenarioKey.STAGES, written == null ? "is required" : "needs at least one stage");
            return List.of();
        }
        List<Stage> stages = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            stages.add(stage(path(ScenarioKey.STAGES) + "[" + i + "]", written.get(i), most));
        }
        return stages;
    }

    private Stage stage(String path, StageSpec written, long most) {
        Duration duration = written.duration();
        Long target = written.target();
        if (duration == null) {
            problems.add(new Problem(path + ".duration", "is required"));
        } else if (duration.isNegative()) {
            problems.add(new Problem(path + ".duration", "must not be negative"));
        }
        if (target == null) {
            problems.add(new Problem(path + ".target", "is required"));
        } else if (target < 0) {
            problems.add(new Problem(path + ".target", "must not be negative"));
        } else if (target > most) {
            problems.add(new Problem(path + ".target", "must not be more than " + most));
        }
        return new Stage(duration == null ? Duration.ZERO : duration, target == null ? 0 : target);
    }
}
