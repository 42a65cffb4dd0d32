package io.loadbank.script.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The module {@code k6/experimental/streams}: WHATWG streams, written in JavaScript alone. */
public final class StreamsModule implements JsModule {

    private static final List<String> READABLE = List.of("ReadableStream", "ReadableStreamDefaultReader");
    private static final List<String> WRITABLE = List.of("WritableStream", "WritableStreamDefaultWriter");

    @Override
    public String name() {
        return "k6/experimental/streams";
    }

    @Override
    public List<String> exports() {
        return List.of(
                "CountQueuingStrategy",
                "ReadableStream",
                "ReadableStreamDefaultReader",
                "WritableStream",
                "WritableStreamDefaultWriter");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        Value queue = guest.evaluate("streams/queue.js");
        Value readable = guest.evaluate("streams/readable.js").execute(queue);
        Value writable = guest.evaluate("streams/writable.js").execute(queue);
        Map<String, Object> classes = new LinkedHashMap<>();
        classes.put("CountQueuingStrategy", queue.getMember("CountQueuingStrategy"));
        READABLE.forEach(name -> classes.put(name, readable.getMember(name)));
        WRITABLE.forEach(name -> classes.put(name, writable.getMember(name)));
        return guest.evaluate("streams/module.js").execute(Guest.object(classes));
    }
}
