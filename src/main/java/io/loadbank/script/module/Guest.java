package io.loadbank.script.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads JavaScript values of one realm.
 *
 * <p>Java exceptions never reach a script: it would see class names. What a script shall catch is raised as a real
 * JavaScript error by {@link #raise}.
 */
public final class Guest {

    private static final ConcurrentHashMap<String, Source> SOURCES = new ConcurrentHashMap<>();

    private final Context context;
    private final Value raise;
    private final Value error;
    private final Value undefined;
    private final Value arrayBuffer;
    private final Value jsonParse;
    private final Value jsonStringify;
    private final Value text;
    private final Map<String, Value> kept = new HashMap<>(2);

    public Guest(Context context) {
        this.context = context;
        Value tools = evaluate("guest.js");
        this.raise = tools.getMember("raise");
        this.error = tools.getMember("error");
        this.undefined = tools.getMember("nothing").execute();
        this.arrayBuffer = tools.getMember("arrayBuffer");
        this.jsonParse = tools.getMember("jsonParse");
        this.jsonStringify = tools.getMember("jsonStringify");
        this.text = tools.getMember("text");
    }

    /** Evaluates one of the JavaScript parts of the API, parsed once for all realms, and returns its value. */
    public Value evaluate(String resource) {
        return context.eval(SOURCES.computeIfAbsent(resource, Guest::source));
    }

    /** What a maker made in this realm under a name: made at the first call, the same one ever after. */
    public Value kept(String name, Supplier<Value> maker) {
        Value known = kept.get(name);
        if (known == null) {
            known = maker.get();
            kept.put(name, known);
        }
        return known;
    }

    private static Source source(String resource) {
        try (InputStream in = Guest.class.getResourceAsStream(resource)) {
            String code = new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            return Source.newBuilder("js", code, "k6:" + resource)
                    .internal(true)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Wraps a Java function for JavaScript. A bug in it reaches the script as an {@code Error} with the exception's
     * message.
     */
    public ProxyExecutable function(HostFunction function) {
        return arguments -> {
            try {
                return function.call(arguments);
            } catch (PolyglotException e) {
                throw e;
            } catch (RuntimeException e) {
                throw raise("Error", e.getMessage() == null ? e.toString() : e.getMessage());
            }
        };
    }

    /** Wraps a function without a JavaScript result. */
    public ProxyExecutable action(java.util.function.Consumer<Value[]> action) {
        return function(arguments -> {
            action.accept(arguments);
            return undefined;
        });
    }

    /**
     * Raises a JavaScript error in the calling script.
     *
     * @param type {@code Error}, {@code TypeError}, {@code RangeError} or {@code SyntaxError}
     * @return never; declared so that callers can write {@code throw guest.raise(…)}
     */
    public RuntimeException raise(String type, String message) {
        raise.executeVoid(type, message);
        return new IllegalStateException("unreachable: the guest raised " + message);
    }

    /** A JavaScript {@code Error} that nobody has thrown yet. */
    public Value error(String message) {
        return error.execute(message);
    }

    public Value undefined() {
        return undefined;
    }

    /** An {@code ArrayBuffer} over these very bytes. */
    public Value arrayBuffer(byte[] bytes) {
        return arrayBuffer.execute(ByteBuffer.wrap(bytes));
    }

    /** Parses JSON text into ordinary JavaScript values. */
    public Value parseJson(String json) {
        return jsonParse.execute(json);
    }

    /** JSON text of a value, or null where JavaScript has none (undefined, a function). */
    public @Nullable String json(Value value) {
        Value out = jsonStringify.execute(value);
        return out.isString() ? out.asString() : null;
    }

    /** {@code String(value)}. */
    public String text(Value value) {
        return value.isString() ? value.asString() : text.execute(value).asString();
    }

    /** A JavaScript object or array with the content of a JSON-like tree. */
    public Value tree(@Nullable Object tree) {
        StringBuilder json = new StringBuilder();
        JsonText.write(json, tree);
        return parseJson(json.toString());
    }

    /** The bytes of an {@code ArrayBuffer} or {@code Uint8Array} (its view respected), or null for anything else. */
    public static byte @Nullable [] bytes(Value value) {
        if (value.hasBufferElements()) {
            return read(value, 0, (int) value.getBufferSize());
        }
        if (value.hasArrayElements() && "Uint8Array".equals(typeName(value))) {
            return read(
                    value.getMember("buffer"),
                    value.getMember("byteOffset").asLong(),
                    value.getMember("byteLength").asInt());
        }
        return null;
    }

    private static byte[] read(Value buffer, long offset, int length) {
        byte[] bytes = new byte[length];
        buffer.readBuffer(offset, bytes, 0, length);
        return bytes;
    }

    /** The name of the value's class: {@code Object}, {@code Date}, {@code undefined}, … */
    public static String typeName(Value value) {
        Value meta = value.getMetaObject();
        return meta == null ? "" : meta.getMetaSimpleName();
    }

    /** Whether the value is JavaScript's undefined (and not null). */
    public static boolean isUndefined(Value value) {
        return value.isNull() && "undefined".equals(typeName(value));
    }

    /** The argument at an index, or undefined when the script gave fewer. */
    public Value argument(Value[] arguments, int index) {
        return index < arguments.length ? arguments[index] : undefined;
    }

    /** A JavaScript array of host values. */
    public static Object array(List<?> items) {
        return org.graalvm.polyglot.proxy.ProxyArray.fromList(new java.util.ArrayList<>(items));
    }

    /** A JavaScript object over a host map. */
    public static Object object(Map<String, ?> members) {
        return org.graalvm.polyglot.proxy.ProxyObject.fromMap(new java.util.LinkedHashMap<>(members));
    }
}
