package io.loadbank.generator;

import java.util.List;
import java.util.Locale;

/**
 * Whether the generator was the bottleneck.
 *
 * @param reasons sentences with numbers, the gravest first; empty when all was well
 */
public record GeneratorVerdict(Level level, List<String> reasons) {

    /** How bad it was. */
    public enum Level {
        /** The load was as asked for and the times are those of the target. */
        OK,
        /** Something of this machine is in the numbers. */
        DEGRADED,
        /** The numbers say more of this machine than of the target. */
        SATURATED;

        /** As on the wire. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GeneratorVerdict {
        reasons = List.copyOf(reasons);
    }
}
