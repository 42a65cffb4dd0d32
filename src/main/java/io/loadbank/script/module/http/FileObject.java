package io.loadbank.script.module.http;

import io.loadbank.http.MultipartBody;
import io.loadbank.script.module.Guest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** What {@code http.file()} returns: contents that make an object body a multipart one. */
record FileObject(Guest guest, Object data, MultipartBody.FilePart part) implements ProxyObject {

    private static final List<String> MEMBERS = List.of("data", "filename", "content_type");

    /** @param arguments data, file name, content type */
    static FileObject of(Guest guest, Value[] arguments) {
        Value data = guest.argument(arguments, 0);
        boolean text = data.isString();
        if (!text && !data.hasBufferElements()) {
            throw guest.raise(
                    "Error",
                    "http.file() takes a string or an ArrayBuffer, not a value of type " + Guest.typeName(data));
        }
        byte[] bytes = text ? data.asString().getBytes(StandardCharsets.UTF_8) : Guest.bytes(data);
        String filename =
                orElse(guest, guest.argument(arguments, 1), Long.toString(System.currentTimeMillis() * 1_000_000));
        String type = orElse(guest, guest.argument(arguments, 2), "application/octet-stream");
        return new FileObject(
                guest, data, new MultipartBody.FilePart(bytes == null ? new byte[0] : bytes, filename, type));
    }

    private static String orElse(Guest guest, Value given, String otherwise) {
        return given.isNull() ? otherwise : guest.text(given);
    }

    @Override
    public @Nullable Object getMember(String key) {
        return switch (key) {
            case "data" -> data;
            case "filename" -> part.filename();
            case "content_type" -> part.contentType();
            default -> null;
        };
    }

    @Override
    public Object getMemberKeys() {
        return Guest.array(MEMBERS);
    }

    @Override
    public boolean hasMember(String key) {
        return MEMBERS.contains(key);
    }

    @Override
    public void putMember(String key, Value value) {
        throw guest.raise("TypeError", "the fields of a file cannot be set");
    }
}
