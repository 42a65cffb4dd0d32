package io.loadbank.wiring;

import io.loadbank.generator.GeneratorWatch;
import io.loadbank.run.RunBoard;
import io.loadbank.script.ScriptEngine;
import io.loadbank.telemetry.DaemonMeters;
import io.loadbank.telemetry.GeneratorMeters;
import io.loadbank.telemetry.OutputSeries;
import io.loadbank.telemetry.RunSeries;
import io.loadbank.telemetry.ScriptHealth;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows runs and daemon to Prometheus and to whoever asks for health. */
@Configuration(proxyBeanMethods = false)
class TelemetryWiring {

    /** Two scrapes of up to half a minute. */
    private static final Duration SERIES_OUTLIVE_THEIR_RUN = Duration.ofSeconds(60);

    /** The registry is the one behind {@code /actuator/prometheus}. */
    @Bean
    RunSeries runSeries(RunBoard board, PrometheusRegistry registry, InstantSource clock) {
        RunSeries series = new RunSeries(board, SERIES_OUTLIVE_THEIR_RUN, clock);
        registry.register(series);
        return series;
    }

    @Bean
    OutputSeries outputSeries(RunBoard board, PrometheusRegistry registry, InstantSource clock) {
        OutputSeries series = new OutputSeries(board, SERIES_OUTLIVE_THEIR_RUN, clock);
        registry.register(series);
        return series;
    }

    @Bean
    DaemonMeters daemonMeters(RunBoard board, ScriptEngine engine) {
        return new DaemonMeters(board, engine::zombies);
    }

    @Bean
    GeneratorMeters generatorMeters(GeneratorWatch watch) {
        return new GeneratorMeters(watch::last);
    }

    /** The component {@code scripts} of the daemon's health. */
    @Bean("scripts")
    ScriptHealth scriptHealth(ScriptEngine engine) {
        return new ScriptHealth(engine::zombies);
    }
}
