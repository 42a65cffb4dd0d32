package io.loadbank.telemetry;

import java.util.function.IntSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether all scripts obey. A script that the engine cannot interrupt goes on to use a core; the daemon works all the
 * same and stays ready, so this is told as {@code DEGRADED}, which does not count as down.
 */
public final class ScriptHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "scripts that were told to stop still execute");

    private final IntSupplier zombies;

    /**
     * Watches the scripts.
     *
     * @param zombies realms that were told to stop and still execute
     */
    public ScriptHealth(IntSupplier zombies) {
        this.zombies = zombies;
    }

    @Override
    public Health health() {
        int count = zombies.getAsInt();
        return Health.status(count == 0 ? Status.UP : DEGRADED)
                .withDetail("zombies", count)
                .build();
    }
}
