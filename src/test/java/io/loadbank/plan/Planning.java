package io.loadbank.plan;

import static io.loadbank.plan.OptionsReaderTest.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans for tests, from trees of options; the script exports a default function only. */
final class Planning {
    private static final Set<String> DEFAULT = Set.of("default");

    private Planning() {}

    static Planned planned(Map<String, @Nullable Object> tree) {
        OptionsReader.Read read = OptionsReader.read(tree);
        assertThat(read.problems()).isEmpty();
        return Planner.plan(read.options(), DEFAULT);
    }

    static Planned.Ready ready(Map<String, @Nullable Object> tree) {
        Planned planned = planned(tree);
        assertThat(planned).isInstanceOf(Planned.Ready.class);
        return (Planned.Ready) planned;
    }

    static List<String> refusals(Map<String, @Nullable Object> tree) {
        Planned planned = planned(tree);
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        return ((Planned.Refused) planned)
                .problems().stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .toList();
    }
}
