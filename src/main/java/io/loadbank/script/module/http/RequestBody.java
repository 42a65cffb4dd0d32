package io.loadbank.script.module.http;

import io.loadbank.script.module.Guest;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A request body as bytes.
 *
 * @param contentType what the kind of body implies, or null
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes
record RequestBody(byte[] bytes, @Nullable String contentType) {

    /** Reads a script's value; null when no body can be made of it. */
    static @Nullable RequestBody read(Guest guest, Value value) {
        if (value.isString() && !value.hasMembers()) {
            return new RequestBody(value.asString().getBytes(StandardCharsets.UTF_8), null);
        }
        byte[] bytes = Guest.bytes(value);
        if (bytes != null) {
            return new RequestBody(bytes, null);
        }
        return ObjectBody.read(guest, value);
    }
}
