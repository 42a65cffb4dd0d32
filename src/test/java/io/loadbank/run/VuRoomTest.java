package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.plan.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class VuRoomTest {

    private static final VuRoom ROOM = new VuRoom(100, 50_000_000);
    private static final MemoryEstimate NONE = new MemoryEstimate(0, 1);

    @Test
    void what_fits_exactly_is_admitted() {
        assertThat(ROOM.refusal(new MemoryEstimate(100, 500_000), List.of())).isNull();
        assertThat(ROOM.refusal(new MemoryEstimate(60, 500_000), List.of(new MemoryEstimate(40, 500_000))))
                .isNull();
    }

    @Test
    void too_many_vus_are_refused_with_how_many_are_taken() {
        Problem refusal = ROOM.refusal(new MemoryEstimate(61, 1), List.of(new MemoryEstimate(40, 1)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.message()).isEqualTo("the run needs 61 VUs; 40 of the daemon's 100 are taken");
    }

    @Test
    void too_much_memory_is_refused_with_the_estimate_and_with_what_would_fit() {
        Problem refusal = ROOM.refusal(new MemoryEstimate(41, 1_000_000), List.of(new MemoryEstimate(20, 500_000)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.message())
                .isEqualTo("the run needs about 41 MB of memory by estimate, 41 VUs of 1 MB; "
                        + "10 MB of the daemon's 50 MB for VUs are taken");
        assertThat(refusal.hint()).contains("SharedArray").endsWith("40 VUs of this script would fit");
    }

    @Test
    void a_run_may_grow_to_what_the_others_leave_of_both() {
        assertThat(ROOM.most(new MemoryEstimate(1, 1_000_000), List.of())).isEqualTo(50);
        assertThat(ROOM.most(new MemoryEstimate(1, 1_000_000), List.of(new MemoryEstimate(20, 1_000_000))))
                .isEqualTo(30);
        assertThat(ROOM.most(new MemoryEstimate(1, 100), List.of(new MemoryEstimate(20, 100))))
                .isEqualTo(80);
        assertThat(ROOM.most(new MemoryEstimate(1, 100), List.of(new MemoryEstimate(200, 1_000_000))))
                .isZero();
        assertThat(ROOM.most(new MemoryEstimate(1, 100), List.of(NONE))).isEqualTo(100);
    }

    @Test
    void a_room_in_the_heap_is_smaller_than_the_heap() {
        assertThat(VuRoom.inHeap(7).vus()).isEqualTo(7);
        assertThat(VuRoom.inHeap(7).bytes())
                .isPositive()
                .isLessThan(Runtime.getRuntime().maxMemory());
    }
}
