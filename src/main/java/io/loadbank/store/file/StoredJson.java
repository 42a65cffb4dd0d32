package io.loadbank.store.file;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of stored files: fields that a later version adds or leaves out do not make a file unreadable. */
final class StoredJson {
    private StoredJson() {}

    static JsonMapper mapper(boolean indented) {
        return JsonMapper.builder()
                .configure(SerializationFeature.INDENT_OUTPUT, indented)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
