package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class RunEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunEvents events = new RunEvents();

    @Test
    void who_comes_late_gets_what_was_kept_and_who_comes_back_gets_the_rest() {
        publish(5);
        events.complete();

        assertThat(ids(events.after(0))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ids(events.after(3))).containsExactly(4L, 5L);
        assertThat(ids(events.after(99))).isEmpty();
    }

    @Test
    void at_least_the_last_thousand_are_kept_and_not_all() {
        publish(RunEvents.KEPT + 500);
        events.complete();

        List<Long> ids = ids(events.after(0));
        assertThat(ids).hasSize(RunEvents.KEPT).hasSizeGreaterThanOrEqualTo(1_000);
        assertThat(ids.getLast()).isEqualTo(RunEvents.KEPT + 500L);
    }

    @Test
    void a_reader_that_does_not_read_holds_nobody_up() {
        List<Long> seen = new java.util.ArrayList<>();
        events.after(0).subscribe(new reactor.core.publisher.BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(RunEvent event) {
                seen.add(event.id());
            }
        });

        publish(RunEvents.KEPT * 3);
        events.complete();

        assertThat(seen).containsExactly(1L);
        assertThat(ids(events.after(0))).hasSize(RunEvents.KEPT);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            events.publish("log", Map.of());
        }
    }

    private static List<Long> ids(Flux<RunEvent> flux) {
        return Objects.requireNonNull(flux.map(RunEvent::id).collectList().block(PATIENCE));
    }
}
