package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTallyTest {
    private final MetricRegistry registry = new MetricRegistry();
    private final Metrics metrics = new Metrics(registry, 100);

    private void check(String group, String name, int... results) {
        Series series = metrics.series(registry.builtins().checks, Tags.of(Map.of("group", group, "check", name)));
        for (int result : results) {
            metrics.add(series, result);
        }
    }

    private void group(String path) {
        metrics.add(metrics.series(registry.builtins().groupDuration, Tags.of("group", path)), 1);
    }

    @Test
    void the_tree_has_groups_and_checks_in_order_of_appearance_under_md5_ids() {
        check("", "root check", 1, 1);
        check("::g one", "is 200", 1, 1);
        check("::g one", "is bad", 0, 0);
        group("::g one::inner");
        group("::g one");
        GroupTree root = metrics.snapshot(1).groups();
        assertThat(root.name()).isEmpty();
        assertThat(root.id()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(root.checks())
                .containsExactly(
                        new GroupTree.Check("root check", "::root check", "060bf8e804882ca89365ce6437b83055", 2, 0));
        assertThat(root.groups()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("g one");
            assertThat(one.path()).isEqualTo("::g one");
            assertThat(one.id()).isEqualTo("fb2031917cfc18ac9bb285bc744fb590");
            assertThat(one.checks())
                    .containsExactly(
                            new GroupTree.Check("is 200", "::g one::is 200", "e5aa534d22cb6340d96d8a870fc3e0de", 2, 0),
                            new GroupTree.Check("is bad", "::g one::is bad", "6de925c9ab0a9b0baa0ca7b72009eb96", 0, 2));
            assertThat(one.groups())
                    .singleElement()
                    .extracting(GroupTree::id)
                    .isEqualTo("ec951b2e10053fa4af700410021db4b2");
        });
    }

    @Test
    void checks_of_one_name_are_also_summed_over_groups() {
        check("::b", "same", 1, 0);
        check("::a", "same", 1);
        check("", "other", 0);
        assertThat(metrics.snapshot(1).checks())
                .containsExactly(new CheckTotal("same", 2, 1), new CheckTotal("other", 0, 1));
    }

    @Test
    void a_series_without_samples_or_without_a_group_is_not_in_the_tree() {
        check("::empty", "never run");
        metrics.add(metrics.series(registry.builtins().checks, Tags.of("check", "loose")), 1);
        GroupTree root = metrics.snapshot(1).groups();
        assertThat(root.groups()).isEmpty();
        assertThat(root.checks()).isEmpty();
        assertThat(metrics.snapshot(1).checks()).containsExactly(new CheckTotal("loose", 1, 0));
    }

    @Test
    void the_tree_is_reused_until_a_check_is_added() {
        check("", "one", 1);
        GroupTree first = metrics.snapshot(1).groups();
        assertThat(metrics.snapshot(2).groups()).isSameAs(first);
        check("", "one", 0);
        assertThat(metrics.snapshot(3).groups().checks())
                .extracting(GroupTree.Check::fails)
                .containsExactly(1L);
    }
}
