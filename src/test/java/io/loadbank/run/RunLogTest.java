package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.vu.LogSink.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunLogTest {

    private final RunEvents events = new RunEvents();
    private final RunLog log = new RunLog(events);

    @Test
    void lines_are_kept_in_order_and_told_as_events() {
        log.log(Level.WARN, "console", "browse", 7, "one");
        log.note(Level.INFO, "two");

        assertThat(log.lines()).extracting(LogLine::message).containsExactly("one", "two");
        LogLine first = log.lines().getFirst();
        assertThat(first.level()).isEqualTo("warning");
        assertThat(first.source()).isEqualTo("console");
        assertThat(first.scenario()).isEqualTo("browse");
        assertThat(first.vu()).isEqualTo(7);
        assertThat(published()).hasSize(2).allMatch(event -> event.type().equals("log"));
        assertThat(published().getFirst().data())
                .containsEntry("message", "one")
                .containsEntry("level", "warning")
                .containsEntry("vu", 7);
    }

    @Test
    void beyond_its_lines_it_forgets_the_oldest_and_says_how_many() {
        for (int i = 0; i < 10_003; i++) {
            log.note(Level.INFO, "line " + i);
        }

        List<LogLine> lines = log.lines();
        assertThat(lines).hasSize(10_001);
        assertThat(lines.getFirst().message()).isEqualTo("3 older lines were not kept");
        assertThat(lines.get(1).message()).isEqualTo("line 3");
        assertThat(lines.getLast().message()).isEqualTo("line 10002");
    }

    @Test
    void beyond_its_characters_it_forgets_as_well() {
        String megabyte = "x".repeat(1 << 20);
        for (int i = 0; i < 6; i++) {
            log.note(Level.INFO, megabyte);
        }

        assertThat(log.lines()).hasSize(5);
        assertThat(log.lines().getFirst().message()).isEqualTo("2 older lines were not kept");
    }

    @Test
    void a_flood_of_lines_is_kept_but_not_published_line_by_line() {
        for (int i = 0; i < 5_000; i++) {
            log.note(Level.INFO, "line");
        }

        assertThat(log.lines()).hasSize(5_000);
        assertThat(published().size()).isLessThan(1_500);
    }

    private List<RunEvent> published() {
        events.complete();
        return Objects.requireNonNull(events.after(0).collectList().block(Duration.ofSeconds(10)));
    }
}
