package io.loadbank.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The daemon's own meters and health. */
class DaemonTelemetryTest {

    @Test
    void meters_count_what_is_alive() {
        var board = new SeriesBoard();
        var registry = new SimpleMeterRegistry();
        new DaemonMeters(board, () -> 2, () -> 0).bindTo(registry);
        board.add("r-1");
        board.add("r-2");
        board.add("r-3");
        board.end("r-3", Instant.EPOCH);

        assertThat(registry.get("loadbank.runs.live").gauge().value()).isEqualTo(2);
        assertThat(registry.get("loadbank.vus").gauge().value()).isEqualTo(14);
        assertThat(registry.get("loadbank.script.zombies").gauge().value()).isEqualTo(2);
    }

    @Test
    void a_script_that_does_not_obey_degrades_and_does_not_take_down() {
        assertThat(new ScriptHealth(() -> 0).health().getStatus().getCode()).isEqualTo("UP");

        var health = new ScriptHealth(() -> 3).health();
        assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.getDetails()).containsEntry("zombies", 3);
    }
}
