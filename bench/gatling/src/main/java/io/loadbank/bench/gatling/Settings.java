package io.loadbank.bench.gatling;

import java.time.Duration;

/** What bench/run asks of a simulation, by system properties. */
final class Settings {

    static final String TARGET = System.getProperty("bench.target");
    static final String BODY = System.getProperty("bench.body", "");
    static final String FIELD = System.getProperty("bench.field", "user.name");
    static final String WANT = System.getProperty("bench.want", "Ada");
    static final boolean HTTP2 = Boolean.getBoolean("bench.http2");
    static final int USERS = Integer.getInteger("bench.users", 1);
    static final double RATE = Double.parseDouble(System.getProperty("bench.rate", "1"));
    static final Duration WARMUP = seconds("bench.warmup");
    static final Duration COUNTED = seconds("bench.seconds");
    static final Duration PAUSE = seconds("bench.pause");

    private Settings() {}

    private static Duration seconds(String name) {
        return Duration.ofSeconds(Long.getLong(name, 0));
    }
}
