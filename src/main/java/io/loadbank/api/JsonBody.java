package io.loadbank.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON as a plain tree of maps, lists, texts, numbers and flags; what it means is for hand-written readers. */
@Component
final class JsonBody {
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The object that the text is; anything else is a {@link ProblemType#MALFORMED_REQUEST}. */
    Map<String, @Nullable Object> object(byte[] text) {
        Object tree;
        try {
            tree = json.readValue(text, Object.class);
        } catch (JacksonException e) {
            throw new Refusal(ProblemType.MALFORMED_REQUEST, "the body is not JSON: " + position(e) + reason(e));
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new Refusal(
                    ProblemType.MALFORMED_REQUEST, "the body must be a JSON object, is " + ObjectReader.kindOf(tree));
        }
        @SuppressWarnings("unchecked") // the keys of JSON objects are texts
        var object = (Map<String, @Nullable Object>) map;
        return object;
    }

    private static String position(JacksonException error) {
        var location = error.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** The first line, without what is only of use to whoever wrote the parser. */
    private static String reason(JacksonException error) {
        String message = error.getOriginalMessage();
        String line = message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
        return line.replaceAll(" \\(start marker at .*", "")
                .replaceAll("\\[Source:[^\\]]*\\]", "")
                .strip();
    }
}
