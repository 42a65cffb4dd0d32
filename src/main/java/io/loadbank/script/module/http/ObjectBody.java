package io.loadbank.script.module.http;

import io.loadbank.script.module.Guest;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A body made of an object: form fields, or multipart when one of them is a file. */
final class ObjectBody {

    private ObjectBody() {}

    static @Nullable RequestBody read(Guest guest, Value value) {
        return null;
    }
}
