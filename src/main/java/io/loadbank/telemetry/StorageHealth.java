package io.loadbank.telemetry;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether storage takes what it is given. Live runs go on without it and the daemon stays ready, so that trouble is told
 * as {@code DEGRADED}, which does not count as down.
 */
public final class StorageHealth implements HealthIndicator {
    private static final Status DEGRADED =
            new Status("DEGRADED", "storage does not take what it is given; it is kept in memory until it does");

    private final String database;
    private final Supplier<@Nullable String> trouble;
    private final IntSupplier waiting;

    /**
     * Watches a database.
     *
     * @param database what kind it is
     * @param trouble why it does not work, or null; may take seconds
     * @param waiting runs with something that could not be written yet
     */
    public StorageHealth(String database, Supplier<@Nullable String> trouble, IntSupplier waiting) {
        this.database = database;
        this.trouble = trouble;
        this.waiting = waiting;
    }

    @Override
    public Health health() {
        String reason = trouble.get();
        int runs = waiting.getAsInt();
        Health.Builder health = Health.status(reason == null && runs == 0 ? Status.UP : DEGRADED)
                .withDetail("database", database)
                .withDetail("runsWaiting", runs);
        return (reason == null ? health : health.withDetail("reason", reason)).build();
    }
}
