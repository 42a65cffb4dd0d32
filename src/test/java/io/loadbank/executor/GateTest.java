package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    @Test
    void an_open_gate_lets_everything_in_and_misses_nothing() {
        Gate gate = Gate.open();

        assertThat(gate.next(0)).isTrue();
        assertThat(gate.next(1_000_000)).isTrue();
        assertThat(gate.total()).isZero();
        assertThat(gate.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 1, 0", "1, 2, 0", "10, 6, 4", "10, 10, 0", "10, 13, 0"})
    void a_shared_gate_lets_in_as_many_as_there_are_whoever_asks(long iterations, int asked, long left) {
        Gate gate = Gate.shared(iterations);

        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += gate.next(i % 3) ? 1 : 0;
        }

        assertThat(granted).isEqualTo((int) Math.min(asked, iterations));
        assertThat(gate.left()).isEqualTo(left == 0 ? new long[0] : new long[] {left});
        assertThat(gate.total()).isEqualTo(iterations);
    }

    @Test
    void a_gate_per_slot_counts_each_slot_on_its_own() {
        Gate gate = Gate.perSlot(3, 2);

        assertThat(gate.next(0)).isTrue();
        assertThat(gate.next(0)).isTrue();
        assertThat(gate.next(0)).isFalse();
        assertThat(gate.next(2)).isTrue();

        assertThat(gate.left()).containsExactly(2, 1);
        assertThat(gate.total()).isEqualTo(6);
    }

    @Test
    void a_gate_per_slot_has_nothing_left_when_every_slot_is_through() {
        Gate gate = Gate.perSlot(2, 1);

        gate.next(0);
        gate.next(1);

        assertThat(gate.left()).isEmpty();
    }

    @Test
    void a_shared_gate_grants_no_more_under_contention() throws InterruptedException {
        Gate gate = Gate.shared(10_000);
        AtomicLong granted = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int slot = t;
            threads.add(Thread.ofPlatform().start(() -> {
                while (gate.next(slot)) {
                    granted.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(granted).hasValue(10_000);
        assertThat(gate.left()).isEmpty();
    }
}
