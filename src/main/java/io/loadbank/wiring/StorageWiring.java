package io.loadbank.wiring;

import io.loadbank.api.ApiSettings;
import io.loadbank.library.ScriptStore;
import io.loadbank.run.LiveRunBoard;
import io.loadbank.run.RunArchive;
import io.loadbank.store.jdbc.Database;
import io.loadbank.store.jdbc.DatabaseAddress;
import io.loadbank.store.jdbc.JdbcRunArchive;
import io.loadbank.store.jdbc.JdbcScriptStore;
import io.loadbank.telemetry.StorageHealth;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Opens the database, once the settings are known to be good. */
@Configuration(proxyBeanMethods = false)
class StorageWiring {

    /** @param checked made only of settings without problems */
    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory(LoadbankSettings settings, ApiSettings checked) {
        return DataDirectory.take(settings.dataDir());
    }

    /** @param held the directory that the file may be in; closed after it */
    @Bean(destroyMethod = "close")
    @DependsOn("warmingUp") // which then runs beside the longest of the steps that remain
    Database database(LoadbankSettings settings, DataDirectory held) {
        DatabaseAddress address = settings.store().address(settings.dataDir());
        try {
            return Database.open(address, settings.store().poolSize());
        } catch (IOException e) {
            String which = settings.store().url().isBlank()
                    ? "the database in loadbank.data-dir ("
                            + settings.dataDir().toAbsolutePath().normalize() + ")"
                    : "the database of loadbank.store.url";
            throw new UnusableSettingsException(List.of(which + " cannot be used: " + e.getMessage()));
        }
    }

    @Bean
    RunArchive runArchive(Database database) {
        return new JdbcRunArchive(database);
    }

    @Bean
    ScriptStore scriptStore(Database database) {
        return new JdbcScriptStore(database);
    }

    /** The component {@code storage} of the daemon's health. */
    @Bean("storage")
    StorageHealth storageHealth(Database database, LiveRunBoard board) {
        return new StorageHealth(database.title(), database::trouble, board::untaken);
    }
}
