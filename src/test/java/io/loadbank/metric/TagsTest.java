package io.loadbank.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {
    private static final Tags BASE = Tags.of(Map.of("b", "2", "d", "4"));

    @Test
    void equal_content_is_equal_whatever_the_way_it_was_made() {
        Tags made = Tags.EMPTY.with("d", "4").with("b", "9").with("b", "2");
        assertThat(made).isEqualTo(BASE).hasSameHashCodeAs(BASE);
        assertThat(made.with("b", "3")).isNotEqualTo(BASE);
    }

    @Test
    void pairs_are_sorted_by_key() {
        Tags tags = BASE.with("c", "3").with("a", "1").with("e", "5");
        assertThat(tags.asMap())
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", "2"),
                        Map.entry("c", "3"),
                        Map.entry("d", "4"),
                        Map.entry("e", "5"));
        assertThat(tags.size()).isEqualTo(5);
        assertThat(tags.key(2)).isEqualTo("c");
        assertThat(tags.value(2)).isEqualTo("3");
    }

    @Test
    void an_overlay_wins_and_keeps_the_rest() {
        Tags overlay = Tags.of(Map.of("a", "1", "b", "x", "z", "9"));
        assertThat(BASE.with(overlay).asMap())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "x"), Map.entry("d", "4"), Map.entry("z", "9"));
        assertThat(BASE.with(Tags.EMPTY)).isSameAs(BASE);
        assertThat(Tags.EMPTY.with(BASE)).isSameAs(BASE);
        assertThat(BASE.with(Tags.of("b", "2"))).isEqualTo(BASE);
    }

    @Test
    void a_key_can_be_taken_out() {
        assertThat(BASE.without("b")).isEqualTo(Tags.of("d", "4"));
        assertThat(BASE.without("d")).isEqualTo(Tags.of("b", "2"));
        assertThat(BASE.without("c")).isSameAs(BASE);
        assertThat(Tags.of("b", "2").without("b")).isSameAs(Tags.EMPTY);
    }

    @Test
    void looking_up_compares_whole_strings() {
        assertThat(BASE.get("b")).isEqualTo("2");
        assertThat(BASE.get("bb")).isNull();
        assertThat(Tags.EMPTY.get("b")).isNull();
        assertThat(BASE.containsAll(Tags.of("d", "4"))).isTrue();
        assertThat(BASE.containsAll(Tags.of("d", "5"))).isFalse();
        assertThat(BASE.containsAll(Tags.of("x", "4"))).isFalse();
        assertThat(BASE.containsAll(Tags.EMPTY)).isTrue();
        assertThat(Tags.EMPTY.containsAll(BASE)).isFalse();
    }
}
