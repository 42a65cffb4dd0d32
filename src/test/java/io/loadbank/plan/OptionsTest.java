package io.loadbank.plan;

import static io.loadbank.plan.OptionsReaderTest.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final List<String> warnings = new ArrayList<>();

    private static Options options(@Nullable Object... namesAndValues) {
        OptionsReader.Read read = OptionsReader.read(tree(namesAndValues));
        assertThat(read.problems()).isEmpty();
        return read.options();
    }

    private Options overlay(Options lower, Options higher) {
        return Options.overlay(lower, higher, warnings);
    }

    @Test
    void a_set_value_replaces_the_lower_one_as_a_whole() {
        Options merged = overlay(
                options("paused", true, "rps", 5, "tags", tree("a", "1")),
                options("paused", false, "tags", tree("b", "2")));
        assertThat(merged).isEqualTo(options("paused", false, "rps", 5, "tags", tree("b", "2")));
        assertThat(warnings).isEmpty();
    }

    @Test
    void any_of_the_four_execution_options_drops_all_four_below() {
        assertThat(overlay(options("iterations", 5, "vus", 2), options("duration", "5s")))
                .isEqualTo(options("vus", 2, "duration", "5s"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void losing_scenarios_is_worth_a_warning() {
        Options scenarios = options("scenarios", tree("a", tree("executor", "per-vu-iterations")));
        assertThat(overlay(scenarios, options("duration", "5s", "iterations", 4)))
                .isEqualTo(options("duration", "5s", "iterations", 4));
        assertThat(warnings)
                .containsExactly("scenarios are ignored, because a layer above them sets duration, iterations");
        warnings.clear();
        assertThat(overlay(scenarios, options("scenarios", tree()))).isEqualTo(options("scenarios", tree()));
        assertThat(warnings).isEmpty();
    }

    @Test
    void vus_is_independent_of_the_four() {
        assertThat(overlay(options("iterations", 10), options("vus", 5)))
                .isEqualTo(options("iterations", 10, "vus", 5));
    }

    @Test
    void dns_is_merged_by_part() {
        assertThat(overlay(options("dns", tree("ttl", "5m", "policy", "any")), options("dns", tree("ttl", "0")))
                        .dns())
                .isEqualTo(new DnsOptions("0", null, "any"));
    }

    @Test
    void what_is_not_supported_is_refused_by_name_unless_it_asks_for_the_default() {
        Options asking =
                options("vus", 1, "executionSegment", "0:1/2", "batch", 5, "noCookiesReset", false, "hosts", tree());
        assertThat(OptionSupport.unsupported(asking, Set.of("vus")))
                .containsExactly(
                        new Problem(
                                "executionSegment",
                                "the option executionSegment is not supported yet",
                                "remove the option"),
                        new Problem("batch", "the option batch is not supported yet", "remove the option"));
        assertThat(OptionSupport.unsupported(asking, Set.of("vus", "batch", "executionSegment")))
                .isEmpty();
        assertThat(OptionSupport.unsupported(asking)).isEmpty();
    }
}
