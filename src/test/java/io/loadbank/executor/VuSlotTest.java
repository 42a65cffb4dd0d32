package io.loadbank.executor;

import static io.loadbank.executor.VuSlot.State.HARD_STOPPING;
import static io.loadbank.executor.VuSlot.State.RUNNING;
import static io.loadbank.executor.VuSlot.State.SOFT_STOPPING;
import static io.loadbank.executor.VuSlot.State.STARTING;
import static io.loadbank.executor.VuSlot.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.pace.Stripe;
import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.ScenarioInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every row of the slot's transition table, and the races between them. */
class VuSlotTest implements VuSlot.Scenario, ScenarioInfo {

    private final ManualTimeline timeline = new ManualTimeline();
    private final ScriptedUsers users = new ScriptedUsers();
    private final VuPool pool = new VuPool(users, ExecutorLab.threads(), timeline, _ -> {});
    private final Tally tally = new Tally();
    private final Stripe numbers = Stripe.WHOLE;
    private final List<Boolean> idle = new ArrayList<>();
    private final List<Throwable> defects = new ArrayList<>();
    private Gate gate = Gate.open();
    private final Activation activation = new Activation(this, "default", Map.of(), Map.of());
    private final VuSlot slot = new VuSlot(0, this);

    @AfterEach
    void close() {
        slot.hardStop();
        pool.close();
        timeline.until(() -> pool.active() == 0);
    }

    // STOPPED

    @Test
    void a_stopped_slot_that_is_started_asks_for_a_vu_and_runs_when_it_arrives() {
        slot.start();
        assertThat(slot.state()).isEqualTo(STARTING);

        makeVu();

        assertThat(slot.state()).isEqualTo(RUNNING);
        timeline.until(() -> user().iterating());
        assertThat(user().activations()).containsExactly(activation);
        assertThat(pool.active()).isEqualTo(1);
        assertThat(tally.active()).isEqualTo(1);
    }

    @Test
    void stopping_a_stopped_slot_does_nothing() {
        slot.softStop();
        slot.hardStop();

        assertThat(slot.state()).isEqualTo(STOPPED);
        assertThat(idle).isEmpty();
    }

    // STARTING

    @Test
    void starting_twice_asks_for_one_vu() {
        slot.start();
        slot.start();

        makeVu();
        makeVu();

        assertThat(pool.active()).isEqualTo(1);
    }

    @Test
    void a_soft_stop_while_starting_withdraws_the_wish() {
        slot.start();

        slot.softStop();
        makeVu();

        assertThat(slot.state()).isEqualTo(STOPPED);
        assertThat(idle).containsExactly(false);
        assertThat(pool.active()).isZero();
    }

    @Test
    void a_hard_stop_while_starting_withdraws_the_wish() {
        slot.start();

        slot.hardStop();
        makeVu();

        assertThat(slot.state()).isEqualTo(STOPPED);
        assertThat(idle).containsExactly(false);
        assertThat(pool.active()).isZero();
    }

    // RUNNING

    @Test
    void a_running_slot_begins_one_iteration_after_the_other() {
        run();

        user().end(2);
        timeline.until(() -> user().begun() == 3);

        assertThat(user().numbers()).containsExactly(0L, 1L, 2L);
        assertThat(tally.completed()).isEqualTo(2);
        assertThat(tally.started()).isEqualTo(3);
    }

    @Test
    void starting_a_running_slot_changes_nothing() {
        run();

        slot.start();

        assertThat(slot.state()).isEqualTo(RUNNING);
        assertThat(user().activations()).hasSize(1);
    }

    @Test
    void a_soft_stop_lets_the_iteration_end_and_gives_the_vu_back() {
        run();

        slot.softStop();
        assertThat(slot.state()).isEqualTo(SOFT_STOPPING);
        user().end(1);
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(user().begun()).isEqualTo(1);
        assertThat(user().interrupted()).isFalse();
        assertThat(tally.completed()).isEqualTo(1);
        assertThat(pool.active()).isZero();
        assertThat(idle).containsExactly(false);
    }

    @Test
    void a_hard_stop_interrupts_the_iteration_and_gives_the_vu_back() {
        run();

        slot.hardStop();
        assertThat(slot.state()).isEqualTo(HARD_STOPPING);
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(tally.interrupted()).isEqualTo(1);
        assertThat(tally.completed()).isZero();
        assertThat(tally.active()).isZero();
        assertThat(idle).containsExactly(false);
    }

    @Test
    void a_failed_iteration_is_a_complete_one_and_the_next_begins() {
        run();
        user().endAs(new IterationOutcome.Failed("oops"));

        user().end(1);
        timeline.until(() -> user().begun() == 2);

        assertThat(tally.completed()).isEqualTo(1);
    }

    @Test
    void a_slot_whose_gate_lets_nothing_more_in_gives_its_vu_back_dry() {
        gate = Gate.shared(1);
        run();

        user().end(1);
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(idle).containsExactly(true);
        assertThat(tally.started()).isEqualTo(1);
    }

    @Test
    void a_defect_is_told_and_the_vu_is_given_back() {
        slot.start();
        pool.grow(1);
        timeline.until(() -> !users.all().isEmpty());
        user().breakDown();

        timeline.until(() -> !defects.isEmpty());

        assertThat(defects).singleElement().extracting(Throwable::getMessage).isEqualTo("a defect");
        assertThat(slot.state()).isEqualTo(STOPPED);
        assertThat(pool.active()).isZero();
    }

    // SOFT_STOPPING

    @Test
    void a_soft_stopping_slot_that_is_started_goes_on_with_the_same_vu() {
        run();
        makeVu();
        slot.softStop();

        slot.start();
        assertThat(slot.state()).isEqualTo(RUNNING);
        user().end(1);
        timeline.until(() -> user().begun() == 2);

        assertThat(user().activations()).hasSize(1);
        assertThat(users.user(2).begun()).isZero();
        assertThat(idle).isEmpty();
    }

    @Test
    void a_second_soft_stop_changes_nothing() {
        run();
        slot.softStop();

        slot.softStop();

        assertThat(slot.state()).isEqualTo(SOFT_STOPPING);
    }

    @Test
    void a_hard_stop_interrupts_a_soft_stopping_slot() {
        run();
        slot.softStop();

        slot.hardStop();
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(tally.interrupted()).isEqualTo(1);
    }

    // HARD_STOPPING

    @Test
    void a_hard_stopping_slot_that_is_started_starts_again_with_a_fresh_activation() {
        run();
        slot.hardStop();

        slot.start();
        timeline.until(() -> user().begun() == 2);

        assertThat(slot.state()).isEqualTo(RUNNING);
        assertThat(user().activations()).hasSize(2);
        assertThat(tally.interrupted()).isEqualTo(1);
        assertThat(idle).isEmpty();
    }

    @Test
    void a_restart_is_called_off_by_a_later_stop() {
        run();
        slot.hardStop();
        slot.start();

        slot.softStop();
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(user().begun()).isEqualTo(1);
        assertThat(idle).containsExactly(false);
    }

    @Test
    void stopping_a_hard_stopping_slot_changes_nothing() {
        run();
        slot.hardStop();

        slot.hardStop();
        slot.softStop();
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(idle).containsExactly(false);
        assertThat(tally.interrupted()).isEqualTo(1);
    }

    // races with the VU's thread

    @Test
    void a_hard_stop_before_the_activation_runs_no_iteration() {
        pool.grow(1);
        timeline.until(() -> pool.initialized() == 1);
        CountDownLatch hold = user().holdActivation();
        slot.start();

        slot.hardStop();
        hold.countDown();
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(user().begun()).isZero();
        assertThat(user().interrupted()).isTrue();
        assertThat(tally.started()).isZero();
    }

    @Test
    void a_soft_stop_before_the_activation_runs_no_iteration() {
        pool.grow(1);
        timeline.until(() -> pool.initialized() == 1);
        CountDownLatch hold = user().holdActivation();
        slot.start();

        slot.softStop();
        hold.countDown();
        timeline.until(() -> slot.state() == STOPPED);

        assertThat(user().begun()).isZero();
        assertThat(tally.started()).isZero();
    }

    @Test
    void a_slot_that_was_soft_stopped_too_late_to_resume_starts_again() {
        run();
        slot.softStop();
        user().end(1);
        // the VU's thread has made the stop final, the loop thread does not know yet
        timeline.until(() -> slot.state() == HARD_STOPPING || slot.state() == STOPPED);

        slot.start();
        timeline.until(() -> user().begun() == 2);

        assertThat(slot.state()).isEqualTo(RUNNING);
    }

    private void run() {
        slot.start();
        makeVu();
        timeline.until(() -> user().iterating());
    }

    private void makeVu() {
        int before = pool.initialized();
        pool.grow(1);
        timeline.until(() -> pool.initialized() == before + 1);
    }

    private ScriptedUser user() {
        return users.user(1);
    }

    @Override
    public VuPool pool() {
        return pool;
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public Stripe numbers() {
        return numbers;
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public Activation activation() {
        return activation;
    }

    @Override
    public void idle(VuSlot which, boolean dry) {
        idle.add(dry);
    }

    @Override
    public void broken(Throwable cause) {
        defects.add(cause);
    }

    @Override
    public String name() {
        return "browse";
    }

    @Override
    public String executor() {
        return "constant-vus";
    }

    @Override
    public long startEpochMillis() {
        return 0;
    }

    @Override
    public double progress() {
        return 0;
    }
}
