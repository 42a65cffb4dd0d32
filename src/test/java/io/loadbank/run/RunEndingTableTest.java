package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.run.RunEnding.Cause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reason wins when several apply. */
class RunEndingTableTest {

    @ParameterizedTest
    @CsvSource({
        ",                     ,                  false, false, FINISHED, passed, 0",
        ",                     ,                  false, true,  FINISHED, failed, 99",
        ",                     ,                  true,  false, FINISHED, failed, 110",
        ",                     ,                  true,  true,  FINISHED, failed, 110",
        "STOPPED,              ,                  false, false, ABORTED,  passed, 103",
        "STOPPED,              ,                  false, true,  ABORTED,  failed, 103",
        "SHUT_DOWN,            ,                  false, false, ABORTED,  passed, 105",
        "ABORTED_BY_SCRIPT,    ,                  false, false, ABORTED,  passed, 108",
        "ABORTED_BY_SCRIPT,    ,                  true,  false, ABORTED,  failed, 108",
        "ABORTED_BY_THRESHOLD, ,                  false, true,  ABORTED,  failed, 99",
        "SETUP_TIMEOUT,        ,                  false, false, FAILED,   failed, 100",
        "TEARDOWN_TIMEOUT,     ,                  false, false, FAILED,   failed, 101",
        "SCRIPT_ERROR,         ,                  false, true,  FAILED,   failed, 107",
        "SCRIPT_ERROR,         ,                  true,  true,  FAILED,   failed, 107",
        "OTHER_ERROR,          ,                  false, false, FAILED,   failed, 255",
        "ABORTED_BY_SCRIPT,    STOPPED,           false, false, ABORTED,  passed, 108",
        "STOPPED,              SCRIPT_ERROR,      false, false, ABORTED,  passed, 103",
    })
    void ends(
            @Nullable Cause first,
            @Nullable Cause second,
            boolean marked,
            boolean breached,
            RunState state,
            String verdict,
            int exitCode) {
        RunEnding ending = new RunEnding();
        if (first != null) {
            assertThat(ending.because(first)).isTrue();
        }
        if (second != null) {
            assertThat(ending.because(second)).isFalse();
        }
        if (marked) {
            ending.markAsFailed();
        }

        assertThat(ending.state()).isEqualTo(state);
        assertThat(ending.verdict(breached)).isEqualTo(verdict);
        assertThat(ending.exitCode(breached)).isEqualTo(exitCode);
    }
}
