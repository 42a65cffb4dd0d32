package io.loadbank.script;

import static io.loadbank.script.ScriptLab.files;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramCacheTest {

    private final ProgramCache cache = new ProgramCache();

    @Test
    void the_same_bytes_are_one_program() {
        assertThat(cache.program(files("a.js", "1", "b.js", "2")))
                .isSameAs(cache.program(files("a.js", "1", "b.js", "2")));
    }

    @Test
    void another_entry_another_name_or_another_byte_is_another_program() {
        ScriptProgram program = cache.program(files("a.js", "1", "b.js", "2"));

        assertThat(cache.program(files("b.js", "2", "a.js", "1"))).isNotSameAs(program);
        assertThat(cache.program(files("a.js", "1", "c.js", "2"))).isNotSameAs(program);
        assertThat(cache.program(files("a.js", "1", "b.js", "3"))).isNotSameAs(program);
        assertThat(cache.program(files("a.js", "1"))).isNotSameAs(program);
    }

    @Test
    void the_one_used_longest_ago_is_forgotten_first() {
        ScriptProgram kept = cache.program(files("kept.js", ""));
        ScriptProgram forgotten = cache.program(files("forgotten.js", ""));
        for (int i = 0; i < 63; i++) {
            cache.program(files("kept.js", ""));
            cache.program(files(i + ".js", ""));
        }

        assertThat(cache.program(files("kept.js", ""))).isSameAs(kept);
        assertThat(cache.program(files("forgotten.js", ""))).isNotSameAs(forgotten);
    }

    @Test
    void a_program_learns_each_name_once() {
        ScriptProgram program = cache.program(files("a.js", ""));

        assertThat(program.learn("/b.js", List.of("x", "y", "default"))).isTrue();
        assertThat(program.learn("/b.js", List.of("y", "x"))).isFalse();
        assertThat(program.names("/b.js")).containsExactly("x", "y");
        assertThat(program.names("/c.js")).isEmpty();
        assertThat(program.revision()).isEqualTo(1);
    }
}
