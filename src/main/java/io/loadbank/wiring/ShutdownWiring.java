package io.loadbank.wiring;

import io.loadbank.script.ScriptEngine;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Sees to it that the daemon is gone five seconds after the runs' grace at the latest. */
@Configuration(proxyBeanMethods = false)
class ShutdownWiring {

    /** Open requests, such as streams of events, get this long once the runs have ended. */
    private static final Duration REQUESTS = Duration.ofMillis(1_500);

    private static final Duration ANYTHING_ELSE = Duration.ofSeconds(1);
    private static final Duration ENGINE = Duration.ofSeconds(1);

    @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
    static DefaultLifecycleProcessor lifecycleProcessor() {
        var processor = new DefaultLifecycleProcessor();
        processor.setTimeoutPerShutdownPhase(ANYTHING_ELSE.toMillis());
        processor.setTimeoutForShutdownPhase(
                WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE, REQUESTS.toMillis());
        return processor;
    }

    /** Closing the engine waits for every script that still executes: some obey late, some never. */
    @Bean
    DisposableBean scriptEngineStop(ScriptEngine engine) {
        return () -> Thread.ofPlatform()
                .name("script-engine-stop")
                .daemon()
                .start(engine::close)
                .join(ENGINE);
    }
}
