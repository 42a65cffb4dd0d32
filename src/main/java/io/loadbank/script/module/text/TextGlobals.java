package io.loadbank.script.module.text;

import io.loadbank.script.module.Guest;
import io.loadbank.script.module.InputBytes;
import io.loadbank.script.module.Realm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The globals {@code TextEncoder} and {@code TextDecoder}. */
public final class TextGlobals {

    private TextGlobals() {}

    /** Makes the two constructors, as properties of one object. */
    public static Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("text/text.js")
                .execute(
                        guest.function(arguments -> guest.arrayBuffer(InputBytes.utf8(arguments[0].asString()))),
                        guest.function(arguments -> decoder(guest, arguments)));
    }

    /** @param arguments label, fatal, ignoreBOM */
    private static Object decoder(Guest guest, Value[] arguments) {
        String label = arguments[0].asString();
        TextCoding coding = TextCoding.of(label);
        if (coding == null) {
            throw guest.raise("RangeError", "unsupported encoding: " + label);
        }
        boolean fatal = arguments[1].asBoolean();
        boolean keepMark = arguments[2].asBoolean();
        TextStream stream = new TextStream(coding, fatal, keepMark);
        ProxyExecutable decode = guest.function(call -> decode(guest, stream, call));
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("encoding", coding.label());
        made.put("decode", decode);
        return Guest.object(made);
    }

    /** @param arguments the input, whether it is there, whether more follows */
    private static Object decode(Guest guest, TextStream stream, Value[] arguments) {
        byte[] input = arguments[1].asBoolean() ? InputBytes.ofBufferSource(arguments[0]) : new byte[0];
        if (input == null) {
            throw guest.raise("TypeError", "TextDecoder.decode() takes an ArrayBuffer or a view of one");
        }
        String text = stream.decode(input, arguments[2].asBoolean());
        if (text == null) {
            throw guest.raise("TypeError", "the encoded data was not valid " + stream.label());
        }
        return text;
    }
}
