package io.loadbank.script.module;

import io.loadbank.vu.LogSink.Level;
import io.loadbank.vu.ScenarioInfo;
import org.graalvm.polyglot.Value;

/** The {@code console} of a script: five methods whose lines go to the run's log. */
public final class Console {

    private static final int MAX_LINE = 16 * 1024;

    private Console() {}

    public static Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("console.js")
                .execute(guest.action(
                        arguments -> write(realm, level(arguments[0].asString()), "console", arguments[1].asString())));
    }

    private static Level level(String method) {
        return switch (method) {
            case "debug" -> Level.DEBUG;
            case "warn" -> Level.WARN;
            case "error" -> Level.ERROR;
            default -> Level.INFO;
        };
    }

    /** Writes a line of the daemon's about what the script did. */
    public static void line(Realm realm, Level level, String message) {
        write(realm, level, "run", message);
    }

    private static void write(Realm realm, Level level, String source, String message) {
        ScenarioInfo scenario = realm.vu().scenario();
        // first hidden, then cut: the beginning of a secret would not be recognised
        String whole = realm.run().secrets().redact(message);
        String text = whole.length() <= MAX_LINE ? whole : whole.substring(0, MAX_LINE) + "…";
        realm.run()
                .log()
                .log(
                        level,
                        source,
                        scenario == null ? "" : scenario.name(),
                        realm.vu().id(),
                        text);
    }
}
