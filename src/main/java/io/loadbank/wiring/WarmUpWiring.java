package io.loadbank.wiring;

import io.loadbank.run.LiveRunBoard;
import io.loadbank.run.RunLimits;
import io.loadbank.script.ScriptLoader;
import io.loadbank.warmup.Nowhere;
import io.loadbank.warmup.Training;
import io.loadbank.warmup.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Gets the code warm before the daemon says that it is ready: readiness waits for application runners. */
@Configuration(proxyBeanMethods = false)
class WarmUpWiring {

    @Bean
    ApplicationRunner warmUp(ScriptLoader loader, RunLimits limits, LoadbankSettings settings) {
        return _ -> {
            if (settings.warmUp().isPositive()) {
                var board = new LiveRunBoard(loader, limits, RunWiring.threads(settings.vu()), new Nowhere());
                try {
                    new WarmUp(board).run(settings.warmUp());
                } finally {
                    board.shutdown(Duration.ZERO);
                }
                // what start and warm-up left behind goes back to the machine: 400 MB resident become 270
                System.gc();
            }
        };
    }

    /** With the profile {@code train}: does once what people do, and ends the daemon, for the launcher's train-aot. */
    @Bean
    @Profile("train")
    ApplicationListener<ApplicationReadyEvent> training() {
        return event -> {
            var context = event.getApplicationContext();
            var environment = context.getEnvironment();
            try {
                new Training("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"))
                        .run(
                                Path.of(environment.getRequiredProperty("training.keys")),
                                environment.getRequiredProperty("training.password"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the training was interrupted", e);
            }
            context.close();
        };
    }
}
