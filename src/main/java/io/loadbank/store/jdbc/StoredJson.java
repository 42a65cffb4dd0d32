package io.loadbank.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON in the database: fields that a later version adds or leaves out do not make a row unreadable. */
final class StoredJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private StoredJson() {}

    /** By way of a string: a script may hand over half a surrogate pair, which becomes a question mark. */
    static byte[] write(Object value) {
        return MAPPER.writeValueAsString(value).getBytes(UTF_8);
    }

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IOException("what is stored cannot be understood: " + e.getOriginalMessage(), e);
        }
    }

    static <T> T read(byte[] json, TypeReference<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IOException("what is stored cannot be understood: " + e.getOriginalMessage(), e);
        }
    }
}
