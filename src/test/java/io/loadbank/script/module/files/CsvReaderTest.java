package io.loadbank.script.module.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {

    private static List<List<String>> records(String text, char delimiter) throws CsvException {
        CsvReader reader = new CsvReader(text.getBytes(StandardCharsets.UTF_8), 0, delimiter);
        List<List<String>> records = new ArrayList<>();
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            records.add(record);
        }
        return records;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|[]",
                "a,b|[[a, b]]",
                "a,b~|[[a, b]]",
                "a~b~c|[[a], [b], [c]]",
                "a^~b^~|[[a], [b]]",
                "~~a~~~b|[[a], [b]]",
                ",|[[, ]]",
                "a,|[[a, ]]",
                "` a , b `|[[ a ,  b ]]",
                "\"a,b\",c|[[a,b, c]]",
                "\"say \"\"hi\"\"\"|[[say \"hi\"]]",
                "\"\",x|[[, x]]",
                "\"one~two\",x|[[one~two, x]]",
                "\"one^~two\"|[[one~two]]",
                "ü,é|[[ü, é]]",
                "a^b|[[a^b]]",
            })
    void reads(String text, String records) throws CsvException {
        String given = text == null ? "" : text.replace('~', '\n').replace('^', '\r');
        assertThat(records(given, ',').toString().replace('\n', '~').replace('\r', '^'))
                .isEqualTo(records);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a\"b|line 1: a quote in a field that does not begin with one",
                "x~\"a\"b|line 2: text behind the closing quote of a field",
                "x~~\"a~b|line 3: a quoted field is not closed",
            })
    void refuses(String text, String message) {
        assertThatThrownBy(() -> records(text.replace('~', '\n'), ','))
                .isInstanceOf(CsvException.class)
                .hasMessage(message);
    }

    @Test
    void the_delimiter_may_be_any_character() throws CsvException {
        assertThat(records("a;b,c", ';')).containsExactly(List.of("a", "b,c"));
        assertThat(records("a\tb", '\t')).containsExactly(List.of("a", "b"));
        assertThat(records("a§b", '§')).containsExactly(List.of("a", "b"));
    }

    @Test
    void a_position_behind_the_end_has_no_records() throws CsvException {
        assertThat(new CsvReader(new byte[] {'a'}, 7, ',').next()).isNull();
    }
}
