package io.loadbank.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scrape shows of how runs are steered. */
class ControlSeriesTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final SeriesBoard board = new SeriesBoard();
    private Instant now = Instant.parse("2026-11-21T20:00:00Z");

    @Test
    void desired_stands_beside_actual_for_every_scenario() throws IOException {
        board.add("r-1");

        assertThat(scrape())
                .contains(
                        "loadbank_scenario_vus_desired{scenario=\"default\",testid=\"r-1\"} 9.0",
                        "loadbank_scenario_vus{scenario=\"default\",testid=\"r-1\"} 7.0",
                        "loadbank_scenario_rate_desired{scenario=\"buy\",testid=\"r-1\"} 12.5",
                        "loadbank_scenario_paused{scenario=\"buy\",testid=\"r-1\"} 1.0",
                        "loadbank_scenario_progress_ratio{scenario=\"default\",testid=\"r-1\"} 0.5",
                        "loadbank_scenario_iterations_total{outcome=\"completed\",scenario=\"default\",testid=\"r-1\"} 5.0",
                        "loadbank_scenario_iterations_total{outcome=\"interrupted\",scenario=\"default\",testid=\"r-1\"} 1.0",
                        "loadbank_scenario_iterations_total{outcome=\"dropped\",scenario=\"default\",testid=\"r-1\"} 2.0")
                .doesNotContain("vus_desired{scenario=\"later\"", "rate_desired{scenario=\"default\"");
    }

    @Test
    void a_run_has_a_state_and_its_thresholds() throws IOException {
        board.add("r-1");

        assertThat(scrape())
                .contains(
                        "loadbank_run_info{name=\"r-1\",run=\"r-1\",script=\"s@1\",testid=\"r-1\"} 1",
                        "loadbank_run_state{state=\"running\",testid=\"r-1\"} 1.0",
                        "loadbank_run_live{testid=\"r-1\"} 1.0",
                        "loadbank_run_paused{testid=\"r-1\"} 0.0",
                        "loadbank_run_failed{testid=\"r-1\"} 0.0",
                        "loadbank_run_threshold_ok{metric=\"checks\",testid=\"r-1\",threshold=\"rate>0.9\"} 1.0",
                        "loadbank_run_threshold_ok{metric=\"checks\",testid=\"r-1\",threshold=\"rate>0.99\"} 0.0",
                        "loadbank_run_thresholds_failed{testid=\"r-1\"} 1.0",
                        "loadbank_generator_verdict{testid=\"r-1\"} 1.0");
    }

    @Test
    void an_ended_run_stays_for_a_while() throws IOException {
        board.add("r-1");
        board.end("r-1", now);

        now = now.plusSeconds(59);
        assertThat(scrape())
                .contains(
                        "loadbank_run_state{state=\"finished\",testid=\"r-1\"} 1.0",
                        "loadbank_run_live{testid=\"r-1\"} 0.0",
                        "loadbank_run_failed{testid=\"r-1\"} 1.0");
        now = now.plusSeconds(1);
        assertThat(scrape()).doesNotContain("r-1");
    }

    @Test
    void components_of_the_daemon_are_up_or_not() throws IOException {
        assertThat(scrape())
                .contains(
                        "loadbank_health_up{component=\"scripts\"} 1.0",
                        "loadbank_health_up{component=\"storage\"} 0.0");
    }

    private String scrape() throws IOException {
        registry.clear();
        registry.register(new ControlSeries(
                board, () -> Map.of("scripts", true, "storage", false), Duration.ofSeconds(60), () -> now));
        try (var text = new ByteArrayOutputStream()) {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
            return text.toString(UTF_8);
        }
    }
}
