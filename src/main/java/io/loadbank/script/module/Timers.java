package io.loadbank.script.module;

import org.graalvm.polyglot.Value;

/** {@code setTimeout}, {@code setInterval} and their opposites, on the realm's event loop. */
public final class Timers {

    private static final double MAX_MILLIS = 1e12;

    private Timers() {}

    /** Makes the four functions, as properties of one object. */
    public static Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("timers.js")
                .execute(
                        guest.function(arguments -> arm(realm, arguments)),
                        guest.action(arguments -> disarm(realm, arguments[0].asDouble())));
    }

    private static Object arm(Realm realm, Value[] arguments) {
        long delayNanos = (long) (Math.min(arguments[1].asDouble(), MAX_MILLIS) * 1e6);
        return realm.loop().arm(arguments[0], delayNanos, arguments[2].asBoolean());
    }

    private static void disarm(Realm realm, double id) {
        if (id == Math.rint(id) && id >= 1 && id <= Integer.MAX_VALUE) {
            realm.loop().disarm((int) id);
        }
    }
}
