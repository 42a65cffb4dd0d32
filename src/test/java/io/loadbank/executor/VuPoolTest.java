package io.loadbank.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VirtualUsers;
import io.loadbank.vu.VuInitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VuPoolTest {

    private final ManualTimeline timeline = new ManualTimeline();
    private final ScriptedUsers users = new ScriptedUsers();
    private final List<VuInitException> failures = new ArrayList<>();
    private final VuPool pool = new VuPool(users, ExecutorLab.threads(), timeline, failures::add);
    private final List<VuWorker> taken = new ArrayList<>();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void ids_count_from_one() {
        grow(3);

        assertThat(users.all()).extracting(ScriptedUser::id).containsExactly(1, 2, 3);
    }

    @Test
    void idle_vus_are_served_in_the_order_in_which_they_became_idle() {
        grow(3);
        acquire(3);
        List<VuWorker> first = List.copyOf(taken);
        taken.clear();
        pool.release(first.get(2));
        pool.release(first.get(0));
        pool.release(first.get(1));

        acquire(3);

        assertThat(taken).containsExactly(first.get(2), first.get(0), first.get(1));
    }

    @Test
    void a_request_waits_for_a_vu_and_requests_are_served_in_order() {
        List<String> served = new ArrayList<>();
        pool.acquire(_ -> served.add("first"));
        pool.acquire(_ -> served.add("second"));
        assertThat(served).isEmpty();

        pool.grow(1);
        timeline.until(() -> !served.isEmpty());
        assertThat(served).containsExactly("first");

        pool.grow(1);
        timeline.until(() -> served.size() == 2);
        assertThat(served).containsExactly("first", "second");
    }

    @Test
    void a_withdrawn_request_takes_no_vu_away_from_the_next() {
        List<String> served = new ArrayList<>();
        VuPool.Request first = pool.acquire(_ -> served.add("first"));
        pool.acquire(_ -> served.add("second"));
        first.withdraw();

        grow(1);

        assertThat(served).containsExactly("second");
    }

    @Test
    void vus_in_the_making_are_not_counted_and_the_start_waits_for_them() {
        CountDownLatch hold = users.hold();
        List<String> told = new ArrayList<>();
        pool.grow(2);
        pool.whenStarted(() -> told.add("started"));
        timeline.runPosted();
        assertThat(pool.initialized()).isZero();
        assertThat(told).isEmpty();

        hold.countDown();
        timeline.until(() -> !told.isEmpty());

        assertThat(pool.initialized()).isEqualTo(2);
        assertThat(told).containsExactly("started");
    }

    @Test
    void without_vus_the_start_waits_for_nothing() {
        List<String> told = new ArrayList<>();

        pool.whenStarted(() -> told.add("started"));

        assertThat(told).containsExactly("started");
    }

    @Test
    void who_waits_too_long_for_a_vu_gets_one_that_is_made_for_him() {
        grow(1);
        acquire(2);
        timeline.advance(Duration.ofMillis(399));
        assertThat(users.asked()).isEqualTo(1);

        timeline.advance(Duration.ofMillis(1));
        timeline.until(() -> taken.size() == 2);

        assertThat(pool.initialized()).isEqualTo(2);
    }

    @Test
    void who_has_withdrawn_his_wish_gets_none_made() {
        VuPool.Request request = pool.acquire(taken::add);
        request.withdraw();

        timeline.advance(Duration.ofSeconds(2));

        assertThat(users.asked()).isZero();
    }

    @Test
    void who_waits_while_a_vu_is_made_for_another_is_not_forgotten() {
        CountDownLatch held = users.hold();
        pool.grow(1);
        acquire(2);
        timeline.advance(Duration.ofSeconds(1));
        held.countDown();
        timeline.until(() -> taken.size() == 1);

        timeline.advance(Duration.ofMillis(800));
        timeline.until(() -> taken.size() == 2);

        assertThat(pool.initialized()).isEqualTo(2);
    }

    @Test
    void shrinking_retires_idle_vus_at_once_and_closes_them() {
        grow(3);

        pool.shrink(2);

        assertThat(pool.initialized()).isEqualTo(1);
        timeline.until(() -> users.all().stream().filter(ScriptedUser::closed).count() == 2);
    }

    @Test
    void shrinking_retires_busy_vus_when_they_come_back() {
        grow(2);
        acquire(2);

        pool.shrink(1);
        assertThat(pool.initialized()).isEqualTo(2);
        pool.release(taken.getFirst());
        pool.release(taken.getLast());

        assertThat(pool.initialized()).isEqualTo(1);
        timeline.until(() -> users.all().stream().filter(ScriptedUser::closed).count() == 1);
    }

    @Test
    void growing_again_first_calls_off_what_is_still_to_be_retired() {
        grow(2);
        acquire(2);
        pool.shrink(1);

        pool.grow(2);
        timeline.until(() -> pool.initialized() == 3);
        taken.forEach(pool::release);

        assertThat(pool.initialized()).isEqualTo(3);
        assertThat(users.all()).extracting(ScriptedUser::id).containsExactly(1, 2, 3);
    }

    @Test
    void a_failed_init_is_told_and_the_start_goes_on_without_that_vu() {
        users.failFor(id -> id == 2);
        List<String> told = new ArrayList<>();

        pool.grow(3);
        pool.whenStarted(() -> told.add("started"));
        timeline.until(() -> !told.isEmpty());

        assertThat(pool.initialized()).isEqualTo(2);
        assertThat(failures)
                .singleElement()
                .extracting(VuInitException::getMessage)
                .isEqualTo("the init of VU 2 failed");
    }

    @Test
    void an_init_that_dies_of_an_error_is_a_failed_init() {
        VirtualUsers dying = _ -> {
            throw new LinkageError("gone");
        };
        VuPool broken = new VuPool(dying, ExecutorLab.threads(), timeline, failures::add);
        List<String> told = new ArrayList<>();

        broken.grow(1);
        broken.whenStarted(() -> told.add("started"));
        timeline.until(() -> !told.isEmpty());

        assertThat(failures)
                .singleElement()
                .extracting(VuInitException::getMessage)
                .asString()
                .contains("gone");
    }

    @Test
    void closing_interrupts_and_closes_every_vu() {
        grow(3);
        acquire(1);
        CountDownLatch atWork = new CountDownLatch(1);
        taken.getFirst().assign(user -> {
            atWork.countDown();
            user.iterate(0, 0);
            timeline.post(() -> pool.release(taken.getFirst()));
        });
        timeline.until(() -> atWork.getCount() == 0);

        pool.close();

        timeline.until(() -> users.all().stream().allMatch(ScriptedUser::closed));
        assertThat(users.all()).allMatch(ScriptedUser::interrupted);
        assertThat(pool.initialized()).as("as it was, for the last view").isEqualTo(3);
    }

    @Test
    void vus_that_are_in_the_making_when_it_closes_go_as_soon_as_they_are_made() {
        CountDownLatch hold = users.hold();
        pool.grow(2);
        timeline.runPosted();
        pool.close();

        hold.countDown();
        List<String> told = new ArrayList<>();
        pool.whenStarted(() -> told.add("started"));
        timeline.until(() -> !told.isEmpty());
        timeline.until(() -> users.all().stream().allMatch(ScriptedUser::closed));

        assertThat(pool.initialized()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void vus_that_are_made_when_the_runs_timeline_is_gone_end_their_threads_all_the_same() {
        CountDownLatch hold = users.hold();
        pool.grow(2);
        Awaitility.await().until(() -> users.asked() == 2);
        pool.close();

        hold.countDown();

        Awaitility.await()
                .until(() -> users.all().stream().filter(ScriptedUser::closed).count() == 2);
    }

    @Test
    void a_vu_that_gets_no_thread_is_a_failed_init() {
        VuPool starved = new VuPool(
                users,
                _ -> {
                    throw new OutOfMemoryError("no more threads");
                },
                timeline,
                failures::add);
        List<String> told = new ArrayList<>();

        starved.grow(1);
        starved.whenStarted(() -> told.add("started"));
        timeline.until(() -> !told.isEmpty());

        assertThat(failures)
                .singleElement()
                .extracting(VuInitException::getMessage)
                .asString()
                .contains("no thread");
    }

    @Test
    void an_init_that_has_not_begun_when_it_closes_never_begins() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch hold = new CountDownLatch(1);
        VirtualUsers slow = id -> {
            begun.incrementAndGet();
            return created(hold, id);
        };
        VuPool crowded = new VuPool(slow, ExecutorLab.threads(), timeline, failures::add);
        List<String> told = new ArrayList<>();
        crowded.grow(200);
        crowded.whenStarted(() -> told.add("started"));
        timeline.until(() -> begun.get() > 0);

        crowded.close();
        hold.countDown();
        timeline.until(() -> !told.isEmpty());

        assertThat(begun.get()).isLessThan(200);
        assertThat(failures).isEmpty();
    }

    @Test
    void one_run_whose_init_hangs_does_not_keep_another_from_making_vus() {
        CountDownLatch hold = new CountDownLatch(1);
        VuPool hanging = new VuPool(id -> created(hold, id), ExecutorLab.threads(), timeline, failures::add);
        hanging.grow(64);

        grow(3);

        assertThat(pool.initialized()).isEqualTo(3);
        hold.countDown();
        hanging.close();
    }

    private static VirtualUser created(CountDownLatch hold, int id) {
        try {
            hold.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new ScriptedUser(id);
    }

    private void grow(int count) {
        int before = pool.initialized();
        pool.grow(count);
        timeline.until(() -> pool.initialized() == before + count);
    }

    private void acquire(int count) {
        for (int i = 0; i < count; i++) {
            pool.acquire(taken::add);
        }
    }
}
