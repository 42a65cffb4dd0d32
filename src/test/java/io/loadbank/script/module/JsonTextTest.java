package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {

    static Stream<Arguments> trees() {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("b", 1);
        ordered.put("a", List.of());
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(true, "true"),
                Arguments.of(5, "5"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(1.5, "1.5"),
                Arguments.of(2.0, "2"),
                Arguments.of(-0.0, "0"),
                Arguments.of(1e300, "1.0E300"),
                Arguments.of(Double.NaN, "null"),
                Arguments.of(Double.POSITIVE_INFINITY, "null"),
                Arguments.of("a\"b\\c\nd\u2028", "\"a\\\"b\\\\c\\u000ad\\u2028\""),
                Arguments.of("ä€😀", "\"ä€😀\""),
                Arguments.of(Arrays.asList(1, null, "x"), "[1,null,\"x\"]"),
                Arguments.of(ordered, "{\"b\":1,\"a\":[]}"),
                Arguments.of(Map.of("k", Map.of("n", List.of(Map.of()))), "{\"k\":{\"n\":[{}]}}"));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void a_tree_is_written_as(@Nullable Object tree, String json) {
        assertThat(JsonText.of(tree)).isEqualTo(json);
    }
}
