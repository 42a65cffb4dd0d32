package io.loadbank.script.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The module {@code k6/data}: SharedArray, whose elements live once in the run as JSON text. */
public final class DataModule implements JsModule {

    @Override
    public String name() {
        return "k6/data";
    }

    @Override
    public List<String> exports() {
        return List.of("SharedArray");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("data.js")
                .execute(guest.function(arguments -> share(realm, arguments[0].asString(), arguments[1])), face(guest));
    }

    private static Object share(Realm realm, String name, Value maker) {
        if (realm.vu().phase() != Phase.INIT) {
            throw realm.guest().raise("Error", "a SharedArray must be made in the init context");
        }
        List<@Nullable String> elements = realm.run().sharedArrays().array(name, () -> elements(maker.execute()));
        return handle(realm.guest(), elements);
    }

    private static Object handle(Guest guest, List<@Nullable String> elements) {
        return Guest.object(Map.of(
                "length", elements.size(), "at", guest.function(arguments -> elements.get(arguments[0].asInt()))));
    }

    /** The immutable array a script sees over elements that live once in the run, as JSON text. */
    public static Value array(Guest guest, List<@Nullable String> elements) {
        return face(guest).execute(handle(guest, elements));
    }

    private static Value face(Guest guest) {
        return guest.kept("shared-array.js", () -> guest.evaluate("shared-array.js"));
    }

    private static List<@Nullable String> elements(Value made) {
        int size = (int) made.getArraySize();
        List<@Nullable String> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Value element = made.getArrayElement(i);
            elements.add(element.isNull() ? null : element.asString());
        }
        return elements;
    }
}
