package io.loadbank.script.module.http;

import io.loadbank.script.module.Guest;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of one response's body: parsed for the script once, searched as often as it likes. */
final class ResponseJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Guest guest;
    private final String text;
    private @Nullable Value whole;
    private @Nullable JsonNode document;
    private boolean searched;

    ResponseJson(Guest guest, String text) {
        this.guest = guest;
        this.text = text;
    }

    /** The whole document as JavaScript values, the same ones at each call. */
    Value whole() {
        Value parsed = whole;
        if (parsed == null) {
            try {
                parsed = guest.parseJson(text);
            } catch (PolyglotException e) {
                throw guest.raise("Error", complaint(String.valueOf(e.getMessage())));
            }
            whole = parsed;
        }
        return parsed;
    }

    private String complaint(String reason) {
        int line = 1;
        int column = 1;
        try {
            MAPPER.readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            if (location != null) {
                line = location.getLineNr();
                column = location.getColumnNr();
            }
        }
        return "cannot parse json due to an error at line " + line + ", character " + column + " , error: " + reason;
    }

    /** What a selector finds, or undefined; also when the body is not one JSON document. */
    Object select(String selector) {
        JsonNode root = document();
        JsonNode found = root == null || selector.isEmpty() ? null : JsonSelector.find(root, selector);
        return found == null ? guest.undefined() : value(found);
    }

    /** Plain texts and numbers as they are; the rest is made by the guest's own parser, which takes longer. */
    private Object value(JsonNode found) {
        if (found.isString()) {
            return found.asString();
        }
        if (found.isInt()) {
            return found.intValue();
        }
        if (found.isBoolean()) {
            return found.booleanValue();
        }
        return guest.parseJson(found.toString());
    }

    private @Nullable JsonNode document() {
        if (!searched) {
            searched = true;
            document = JsonModifier.parse(text);
        }
        return document;
    }
}
