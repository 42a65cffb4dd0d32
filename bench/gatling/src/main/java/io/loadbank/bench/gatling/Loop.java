package io.loadbank.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;

/** A number of users, each with a connection of its own, who repeat their iteration without end. */
public final class Loop extends Simulation {
    {
        ChainBuilder warmUp = Settings.WARMUP.isZero()
                ? exec(session -> session)
                : exec(session -> session).during(Settings.WARMUP).on(Work.named("warm-up"));
        setUp(scenario("loop")
                        .exec(warmUp)
                        .exec(Work.begin())
                        .during(Settings.COUNTED)
                        .on(Work.named("counted"))
                        .exec(Work.end())
                        .injectOpen(atOnceUsers(Settings.USERS)))
                .protocols(Work.protocol());
    }

    @Override
    public void after() {
        Counted.print();
    }
}
