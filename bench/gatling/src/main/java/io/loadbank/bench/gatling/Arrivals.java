package io.loadbank.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** A constant rate of new users with one iteration each, on shared connections, after a warm-up at up to 3 000/s. */
public final class Arrivals extends Simulation {
    {
        setUp(scenario("warm-up")
                        .exec(Work.named("warm-up"))
                        .injectOpen(constantUsersPerSec(Math.min(Settings.RATE, 3000)).during(Settings.WARMUP))
                        .andThen(scenario("counted")
                                .exec(Work.begin())
                                .exec(Work.named("counted"))
                                .exec(Work.end())
                                .injectOpen(constantUsersPerSec(Settings.RATE).during(Settings.COUNTED))))
                .protocols(Work.protocol().shareConnections());
    }

    @Override
    public void after() {
        Counted.print();
    }
}
