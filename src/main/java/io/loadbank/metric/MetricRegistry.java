package io.loadbank.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All metrics of one run by name, the built-in ones from the start. Thread-safe. */
public final class MetricRegistry {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{1,128}");

    private final Map<String, Metric> byName = new ConcurrentHashMap<>();
    private final Object registering = new Object();
    private final BuiltinMetrics builtins = new BuiltinMetrics(this);

    /**
     * Makes a metric, or returns the one that has this name already.
     *
     * @return rejected when the name is not a letter or underscore followed by 1 to 128 letters, digits or
     *     underscores, or when the name belongs to a metric of another type or another kind of values
     */
    public Registration register(String name, MetricType type, ValueKind contains) {
        if (!NAME.matcher(name).matches()) {
            return new Registration.Rejected("invalid metric name '" + name
                    + "': a name is 2 to 129 ASCII letters, digits or underscores and does not begin with a digit");
        }
        synchronized (registering) {
            Metric known = byName.get(name);
            if (known == null) {
                Metric made = new Metric(name, type, contains, byName.size());
                byName.put(name, made);
                return new Registration.Registered(made);
            }
            if (known.type() != type) {
                return new Registration.Rejected("metric '" + name + "' already exists as a "
                        + known.type().text() + ", it cannot be a " + type.text() + " too");
            }
            if (known.contains() != contains) {
                return new Registration.Rejected("metric '" + name + "' already exists with "
                        + known.contains().text() + " values, it cannot have " + contains.text() + " values too");
            }
            return new Registration.Registered(known);
        }
    }

    public @Nullable Metric find(String name) {
        return byName.get(name);
    }

    /** All metrics known now, in order of registration. */
    public List<Metric> metrics() {
        synchronized (registering) {
            List<Metric> all = new ArrayList<>(byName.values());
            all.sort((a, b) -> Integer.compare(a.index(), b.index()));
            return List.copyOf(all);
        }
    }

    public BuiltinMetrics builtins() {
        return builtins;
    }
}
