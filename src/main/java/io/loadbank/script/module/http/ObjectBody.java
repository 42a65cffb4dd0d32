package io.loadbank.script.module.http;

import io.loadbank.http.FormBody;
import io.loadbank.http.FormText;
import io.loadbank.http.MultipartBody;
import io.loadbank.script.module.Guest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A body made of an object: form fields, or multipart when one of them is a file. */
final class ObjectBody {

    private static final int MAX_DEPTH = 100;

    private ObjectBody() {}

    /** The body of an object; null when the value is nothing that a form could be made of. */
    static @Nullable RequestBody read(Guest guest, Value value) {
        if (!isPlain(value)) {
            return null;
        }
        Map<String, @Nullable Object> fields = members(guest, value, 0);
        if (fields.values().stream().anyMatch(MultipartBody.FilePart.class::isInstance)) {
            MultipartBody body = MultipartBody.of(fields);
            return new RequestBody(body.bytes(), body.contentType());
        }
        return new RequestBody(FormBody.encode(fields), FormBody.CONTENT_TYPE);
    }

    /** A value as the text of one field. */
    static String text(Guest guest, Value value) {
        return FormText.of(field(guest, value, 0));
    }

    private static boolean isPlain(Value value) {
        boolean file = value.isProxyObject() && value.asProxyObject() instanceof FileObject;
        return value.hasMembers()
                && !file
                && !value.hasArrayElements()
                && !value.isInstant()
                && !value.isString()
                && !value.canExecute()
                && !value.hasHashEntries();
    }

    private static Map<String, @Nullable Object> members(Guest guest, Value value, int depth) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (Guest.typeName(value).equals("DataView")) {
            return fields;
        }
        for (String key : value.getMemberKeys()) {
            fields.put(key, field(guest, value.getMember(key), depth));
        }
        return fields;
    }

    private static @Nullable Object field(Guest guest, Value value, int depth) {
        if (depth > MAX_DEPTH) {
            throw guest.raise("RangeError", "the body is nested too deeply, or in itself");
        }
        if (value.isNull()) {
            return null;
        }
        if (value.isProxyObject() && value.asProxyObject() instanceof FileObject file) {
            return file.part();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isNumber()) {
            return value.fitsInLong() ? (Object) value.asLong() : (Object) value.asDouble();
        }
        if (value.isInstant()) {
            return value.asInstant();
        }
        if (value.hasArrayElements()) {
            List<@Nullable Object> items = new ArrayList<>();
            for (long i = 0; i < value.getArraySize(); i++) {
                items.add(field(guest, value.getArrayElement(i), depth + 1));
            }
            return items;
        }
        return value.isString() || !isPlain(value) ? guest.text(value) : members(guest, value, depth + 1);
    }
}
