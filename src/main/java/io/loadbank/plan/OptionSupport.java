package io.loadbank.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which options this version acts on, and what to tell those who set another. */
public final class OptionSupport {
    /** Known options that nothing acts on yet; the one place to strike them off. */
    private static final Set<OptionKey> NOT_YET = Set.of();

    /** Values that ask for what happens anyway. */
    private static final Map<OptionKey, Object> DEFAULTS =
            Map.of(OptionKey.RPS, 0L, OptionKey.BATCH, 20L, OptionKey.BATCH_PER_HOST, 6L, OptionKey.HTTP_DEBUG, "");

    private OptionSupport() {}

    /** The names of the options that this version acts on. */
    public static Set<String> supported() {
        Set<String> names = new LinkedHashSet<>();
        for (OptionKey key : OptionKey.values()) {
            if (!NOT_YET.contains(key)) {
                names.add(key.text());
            }
        }
        return names;
    }

    /** A problem for each option that is set, asks for more than the default, and is not among the supported ones. */
    public static List<Problem> unsupported(Options options, Set<String> supportedNames) {
        List<Problem> problems = new ArrayList<>();
        options.values().forEach((key, value) -> {
            if (!supportedNames.contains(key.text()) && !isDefault(key, value)) {
                problems.add(new Problem(
                        key.text(), "the option " + key.text() + " is not supported yet", "remove the option"));
            }
        });
        return problems;
    }

    /** {@link #unsupported(Options, Set)} for what this version acts on. */
    public static List<Problem> unsupported(Options options) {
        return unsupported(options, supported());
    }

    private static boolean isDefault(OptionKey key, Object value) {
        return value.equals(false)
                || (value instanceof Collection<?> collection && collection.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || value.equals(DEFAULTS.get(key));
    }
}
