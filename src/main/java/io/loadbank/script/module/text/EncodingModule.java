package io.loadbank.script.module.text;

import io.loadbank.script.module.Guest;
import io.loadbank.script.module.InputBytes;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Realm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Value;

/** The module {@code k6/encoding}: base64. */
public final class EncodingModule implements JsModule {

    @Override
    public String name() {
        return "k6/encoding";
    }

    @Override
    public List<String> exports() {
        return List.of("b64decode", "b64encode");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("text/encoding.js")
                .execute(
                        guest.function(arguments -> encode(guest, arguments)),
                        guest.function(arguments -> decode(guest, arguments)));
    }

    private static String encode(Guest guest, Value[] arguments) {
        byte[] input = InputBytes.of(arguments[0]);
        if (input == null) {
            throw guest.raise(
                    "Error",
                    "invalid type " + Guest.typeName(arguments[0]) + ", expected string, ArrayBuffer or Uint8Array");
        }
        return variant(arguments[1]).encode(input);
    }

    private static Object decode(Guest guest, Value[] arguments) {
        byte[] bytes;
        try {
            bytes = variant(arguments[1]).decode(guest.text(arguments[0]));
        } catch (IllegalArgumentException e) {
            throw guest.raise("Error", "illegal base64 data: " + e.getMessage());
        }
        boolean asText = arguments[2].isString() && arguments[2].asString().equals("s");
        return asText ? new String(bytes, StandardCharsets.UTF_8) : guest.arrayBuffer(bytes);
    }

    private static Base64Variant variant(Value name) {
        return Base64Variant.of(name.isString() ? name.asString() : "");
    }
}
