package io.loadbank.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads options from a JSON-like tree and finds everything that is of a wrong type. */
public final class OptionsReader {
    /** Keys that scripts written for k6 have and that mean nothing here. */
    private static final Set<String> IGNORED = Set.of("cloud", "ext");

    /**
     * What a tree turned out to hold.
     *
     * @param options what could be read
     * @param problems what could not, with paths such as {@code scenarios.browse.vus}
     * @param warnings sentences about unknown top-level options
     */
    public record Read(Options options, List<Problem> problems, List<String> warnings) {
        public Read {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    private OptionsReader() {}

    /** Reads one layer. A null counts as unset; defaults and limits are the {@link Planner}'s business. */
    public static Read read(Map<String, ? extends @Nullable Object> tree) {
        List<Problem> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        ValueReader values = new ValueReader(problems);
        Map<OptionKey, Object> read = new EnumMap<>(OptionKey.class);
        tree.forEach((name, value) -> {
            OptionKey key = OptionKey.find(name);
            if (key == null) {
                if (!IGNORED.contains(name)) {
                    warnings.add("unknown option '" + name + "' is ignored");
                }
            } else if (value != null) {
                Object typed = values.read(key.kind(), name, value);
                if (typed != null) {
                    read.put(key, typed);
                }
            }
        });
        return new Read(new Options(read), problems, warnings);
    }
}
