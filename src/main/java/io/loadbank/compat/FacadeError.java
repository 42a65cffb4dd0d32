package io.loadbank.compat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer that says what went wrong, in k6's envelope.
 *
 * @param status the HTTP status
 */
record FacadeError(int status, String title, String detail) {

    String json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", Integer.toString(status));
        error.put("title", title);
        error.put("detail", detail);
        return GoJson.of(Map.of("errors", List.of(error)));
    }
}
