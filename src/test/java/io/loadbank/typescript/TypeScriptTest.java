package io.loadbank.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeScriptTest {

    private final TypeScript typeScript = new TypeScript();

    private Transpiled one(String source) {
        return Objects.requireNonNull(typeScript
                .transpile(Map.of("a.ts", source.getBytes(StandardCharsets.UTF_8)))
                .get("a.ts"));
    }

    @Test
    void types_are_taken_away_and_places_stay_known() {
        String source = "interface A { b: number }\nconst ä = 'ä', b: string = 'x';\n\nfunction f(a: A): number {\n"
                + "  return a.b as number;\n}\n";

        assertThat(one(source)).isInstanceOfSatisfying(Transpiled.Code.class, code -> {
            int line = 1
                    + (int) code.text()
                            .substring(0, code.text().indexOf("a.b"))
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            String text = code.text().lines().toList().get(line - 1);
            assertThat(code.positions().source(line, text.indexOf("a.b") + 1)).isEqualTo(new SourceMap.Place(5, 10));
            assertThat(code.text()).doesNotContain("interface", ": string", " as ");
        });
    }

    @Test
    void a_fault_has_its_place() {
        assertThat(one("let x: number = 1;\nlet y: = 3;\n")).isInstanceOfSatisfying(Transpiled.Wrong.class, wrong -> {
            assertThat(wrong.message()).startsWith("SyntaxError: Unexpected token `=`");
            assertThat(wrong.line()).isEqualTo(2);
            assertThat(wrong.column()).isEqualTo(8);
        });
    }

    @Test
    void one_bad_file_does_not_spoil_the_others() {
        Map<String, Transpiled> outcome = typeScript.transpile(Map.of(
                "bad.ts", "let x: = 3;".getBytes(StandardCharsets.UTF_8),
                "good.ts", "let a: number = 1;".getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome.get("bad.ts")).isInstanceOf(Transpiled.Wrong.class);
        assertThat(outcome.get("good.ts"))
                .isInstanceOfSatisfying(
                        Transpiled.Code.class, code -> assertThat(code.text()).contains("let a = 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "if(a){}else "})
    void a_file_that_is_nested_without_end_harms_nobody(String level) {
        String source = "let x: number = 1;" + level.repeat(300_000);

        assertThat(one(source)).isInstanceOf(Transpiled.Wrong.class);
    }

    @Test
    void enums_namespaces_and_decorators_become_code() {
        assertThat(
                        one(
                                "enum E { A = 1 } namespace N { export const k = 2; } class C { constructor(private x: number) {} }"))
                .isInstanceOfSatisfying(
                        Transpiled.Code.class,
                        code -> assertThat(code.text()).contains("E[E[\"A\"] = 1]", "N.k = 2", "this.x = x"));
    }

    @ParameterizedTest
    @CsvSource({"a.ts, true", "lib/a.ts, true", "a.d.ts, false", "a.js, false", "ts, false"})
    void knows_its_files(String path, boolean is) {
        assertThat(TypeScript.isSource(path)).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "1,3,1,1", "1,5,1,9", "2,1,3,5", "2,50,3,5", "9,4,3,5"})
    void a_place_comes_from_the_nearest_one_that_is_mapped(int line, int column, int sourceLine, int sourceColumn) {
        // 1:1 from 1:1, 1:5 from 1:9, 2:3 from 3:5
        SourceMap map = SourceMap.decode("AAAA,IAAQ;EAEJ");

        assertThat(map.source(line, column)).isEqualTo(new SourceMap.Place(sourceLine, sourceColumn));
    }
}
