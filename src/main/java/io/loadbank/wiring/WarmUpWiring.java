package io.loadbank.wiring;

import io.loadbank.run.RunLimits;
import io.loadbank.script.ScriptLoader;
import io.loadbank.warmup.Training;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Gets the code warm before the daemon says that it is ready: readiness waits for application runners. */
@Configuration(proxyBeanMethods = false)
class WarmUpWiring {

    /**
     * Begun as soon as there is what runs scripts, so that the rest of the start goes on beside it.
     *
     * @param held the directory of this daemon: nothing is warmed up that will not start
     */
    @Bean(destroyMethod = "close")
    WarmingUp warmingUp(ScriptLoader loader, RunLimits limits, LoadbankSettings settings, DataDirectory held)
            throws IOException {
        return WarmingUp.begin(loader, limits, settings);
    }

    @Bean
    ApplicationRunner warmUp(WarmingUp warmingUp) {
        return _ -> warmingUp.await();
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
