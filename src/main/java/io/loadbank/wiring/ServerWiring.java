package io.loadbank.wiring;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Gives the REST server event loops of its own: load never shares them, nor does another daemon in this JVM. */
@Configuration(proxyBeanMethods = false)
class ServerWiring {

    private static final int LOOPS = 2;

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("rest", LOOPS, true));
        return resources;
    }
}
