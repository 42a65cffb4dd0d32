package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausableClockTest {

    private final ManualTimeline timeline = new ManualTimeline();
    private final PausableClock clock = new PausableClock(timeline);

    @Test
    void a_clock_that_was_not_started_shows_zero() {
        pass(5);

        assertThat(millis()).isZero();
        assertThat(clock.isPaused()).isFalse();
    }

    @Test
    void it_starts_at_what_has_passed_already() {
        clock.start(Duration.ofMillis(300).toNanos());
        pass(20);

        assertThat(millis()).isEqualTo(320);
    }

    @Test
    void a_pause_freezes_it_and_a_resume_goes_on_from_there() {
        clock.start(0);
        pass(10);
        clock.pause();
        pass(1_000);
        assertThat(millis()).isEqualTo(10);

        clock.resume();
        pass(5);

        assertThat(millis()).isEqualTo(15);
    }

    @Test
    void pauses_nest() {
        clock.start(0);
        clock.pause();
        clock.pause();
        clock.resume();
        pass(10);
        assertThat(clock.isPaused()).isTrue();
        assertThat(millis()).isZero();

        clock.resume();
        pass(10);

        assertThat(clock.isPaused()).isFalse();
        assertThat(millis()).isEqualTo(10);
    }

    @Test
    void a_resume_too_many_changes_nothing() {
        clock.start(0);
        clock.resume();
        pass(10);
        clock.pause();
        pass(10);

        assertThat(clock.isPaused()).isTrue();
        assertThat(millis()).isEqualTo(10);
    }

    @Test
    void started_while_paused_it_waits_for_the_resume() {
        clock.pause();
        clock.start(Duration.ofMillis(7).toNanos());
        pass(100);
        assertThat(millis()).isEqualTo(7);

        clock.resume();
        pass(3);

        assertThat(millis()).isEqualTo(10);
    }

    @Test
    void a_resume_before_the_start_does_not_start_it() {
        clock.pause();
        clock.resume();
        pass(10);

        assertThat(millis()).isZero();
    }

    @Test
    void stopped_it_never_goes_again() {
        clock.start(0);
        pass(10);
        clock.stop();
        pass(10);
        clock.pause();
        clock.resume();
        pass(10);

        assertThat(millis()).isEqualTo(10);
    }

    private void pass(long millis) {
        timeline.advance(Duration.ofMillis(millis));
    }

    private long millis() {
        return clock.elapsedNanos() / 1_000_000;
    }
}
