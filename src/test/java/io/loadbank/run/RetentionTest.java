package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ended runs leave. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** Runs are given newest first as {@code hours since the end:bytes}; they are called 0, 1, 2 … in that order. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # hours, runs, bytes, runs given,             those that leave, oldest first
            24,      10,   1000,  '',                      ''
            24,      10,   1000,  '1:10 2:10 3:10',        ''
            24,      10,   1000,  '23:10 24:10 25:10',     '2'
            24,      2,    1000,  '1:10 2:10 3:10 4:10',   '3 2'
            24,      0,    1000,  '1:10 2:10',             '1 0'
            24,      10,   30,    '1:10 2:10 3:10',        ''
            24,      10,   29,    '1:10 2:10 3:10',        '2'
            24,      10,   25,    '1:10 2:20 3:1',         '2 1'
            24,      10,   5,     '1:10',                  '0'
            24,      2,    25,    '1:10 2:10 3:10 30:10',  '3 2'
            24,      10,   9223372036854775807, '1:10 2:10', ''
            """)
    void the_oldest_leave_first(int hours, int runs, long bytes, String given, String leaving) {
        List<Retention.Ended> ended = new ArrayList<>();
        for (String run : given.isEmpty() ? new String[0] : given.split(" ")) {
            String[] parts = run.split(":");
            ended.add(new Retention.Ended(
                    Integer.toString(ended.size()),
                    NOW.minus(Duration.ofHours(Long.parseLong(parts[0]))),
                    Long.parseLong(parts[1])));
        }

        assertThat(String.join(" ", new Retention(Duration.ofHours(hours), runs, bytes).doomed(ended, NOW)))
                .isEqualTo(leaving);
    }
}
