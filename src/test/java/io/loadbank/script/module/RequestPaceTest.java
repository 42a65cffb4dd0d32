package io.loadbank.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestPaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void requests_are_spaced_evenly_from_the_first_on() {
        RequestPace pace = new RequestPace(4);

        assertThat(pace.reserve(SECOND)).isZero();
        assertThat(pace.reserve(SECOND)).isEqualTo(SECOND / 4);
        assertThat(pace.reserve(SECOND)).isEqualTo(SECOND / 2);
        assertThat(pace.reserve(SECOND + SECOND / 2)).isEqualTo(SECOND / 4);
    }

    @Test
    void time_that_nobody_used_is_not_saved_up() {
        RequestPace pace = new RequestPace(10);
        pace.reserve(0);

        assertThat(pace.reserve(10 * SECOND)).isZero();
        assertThat(pace.reserve(10 * SECOND)).isEqualTo(SECOND / 10);
    }

    @Test
    void a_clock_that_started_below_zero_is_no_trouble() {
        RequestPace pace = new RequestPace(2);

        assertThat(pace.reserve(-5 * SECOND)).isZero();
        assertThat(pace.reserve(-5 * SECOND)).isEqualTo(SECOND / 2);
    }
}
