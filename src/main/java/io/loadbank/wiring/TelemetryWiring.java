package io.loadbank.wiring;

import io.loadbank.generator.GeneratorWatch;
import io.loadbank.run.RunBoard;
import io.loadbank.script.ScriptEngine;
import io.loadbank.telemetry.ControlSeries;
import io.loadbank.telemetry.DaemonMeters;
import io.loadbank.telemetry.GeneratorMeters;
import io.loadbank.telemetry.OutputSeries;
import io.loadbank.telemetry.RunScrapeEndpoint;
import io.loadbank.telemetry.RunSeries;
import io.loadbank.telemetry.ScriptHealth;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows runs and daemon to Prometheus and to whoever asks for health. */
@Configuration(proxyBeanMethods = false)
class TelemetryWiring {

    /** The registry is the one behind {@code /actuator/prometheus}. */
    @Bean
    RunSeries runSeries(RunBoard board, PrometheusRegistry registry, InstantSource clock, LoadbankSettings settings) {
        LoadbankSettings.Prometheus shown = settings.prometheus();
        RunSeries series = new RunSeries(board, Set.copyOf(shown.dropLabels()), shown.keepEnded(), clock);
        registry.register(series);
        return series;
    }

    @Bean
    ControlSeries controlSeries(
            RunBoard board,
            PrometheusRegistry registry,
            InstantSource clock,
            LoadbankSettings settings,
            ObjectProvider<HealthContributorRegistry> health) {
        ControlSeries series = new ControlSeries(
                board,
                () -> health(health.getIfAvailable()),
                settings.prometheus().keepEnded(),
                clock);
        registry.register(series);
        return series;
    }

    @Bean
    OutputSeries outputSeries(
            RunBoard board, PrometheusRegistry registry, InstantSource clock, LoadbankSettings settings) {
        OutputSeries series = new OutputSeries(board, settings.prometheus().keepEnded(), clock);
        registry.register(series);
        return series;
    }

    private static Map<String, Boolean> health(@Nullable HealthContributorRegistry registry) {
        Map<String, Boolean> up = new LinkedHashMap<>();
        if (registry != null) {
            registry.forEach(it -> {
                if (it.contributor() instanceof HealthIndicator indicator) {
                    Health health = indicator.health(false);
                    up.put(it.name(), health != null && Status.UP.equals(health.getStatus()));
                }
            });
        }
        return up;
    }

    /** In place of Spring Boot's own. */
    @Bean
    RunScrapeEndpoint runScrapeEndpoint(PrometheusRegistry registry) {
        return new RunScrapeEndpoint(registry);
    }

    @Bean
    DaemonMeters daemonMeters(RunBoard board, ScriptEngine engine, RunSeries series) {
        return new DaemonMeters(board, engine::zombies, series::lastCount);
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
