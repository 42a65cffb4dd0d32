package io.loadbank.wiring;

import io.loadbank.api.ApiSettings;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the settings and refuses to start on bad or dangerous ones. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoadbankSettings.class)
class SettingsWiring {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsWiring.class);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ApiSettings apiSettings(LoadbankSettings settings, ServerProperties server) {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new UnusableSettingsException(problems);
        }
        protect(settings, server.getAddress());
        return new ApiSettings(
                settings.api().allowedHosts(),
                settings.script().maxFileSize().toBytes(),
                settings.script().maxPackedSize().toBytes());
    }

    /** Beyond loopback anybody may start load: not without somebody having said so. */
    private static void protect(LoadbankSettings settings, @Nullable InetAddress address) {
        if (address != null && address.isLoopbackAddress()) {
            return;
        }
        String where = address == null ? "all interfaces" : address.getHostAddress();
        if (!settings.api().allowUnauthenticated()) {
            throw new UnusableSettingsException(List.of("server.address is " + where
                    + ", where anybody who reaches it could start load, and nobody has to authenticate; listen on"
                    + " 127.0.0.1, or set loadbank.api.allow-unauthenticated=true if the network is protected"
                    + " otherwise"));
        }
        LOG.warn(
                "LISTENING ON {} WITHOUT AUTHENTICATION: whoever reaches this port can run scripts and start load"
                        + " (loadbank.api.allow-unauthenticated=true)",
                where);
    }
}
