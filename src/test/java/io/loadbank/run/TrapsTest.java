package io.loadbank.run;

import static io.loadbank.run.RunLab.PATIENCE;
import static io.loadbank.run.RunLab.awaitEnd;
import static io.loadbank.run.RunLab.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The numbered traps of the specification's chapter on execution that need a whole run to show; where the others are:
 *
 * <pre>
 *  1  PaceTest.the_first_event_of_a_ramp_is_at_area_one_and_so_a_constant_stage_has_one_less
 *  2  PaceTest.a_steady_pace_is_whole_periods_from_zero
 *  3  ArrivalRateTest.ticks_up_to_the_end_are_started_or_dropped
 *  4  ArrivalRateTest.a_drop_makes_one_more_vu_at_a_time_up_to_the_maximum_and_then_warns_once
 *  5  ArrivalRateTest.dropped_starts_take_no_iteration_number
 *  6  DividedScenarioTest.the_rate_is_kept_and_its_ticks_are_divided, an_instance_without_vus_serves_no_ticks_…
 *  7  VuPlanTest.a_raw_plan_has_a_step_per_vu, RampingVusTest.vus_start_at_the_end_of_each_step_…
 *  8  RampingVusTest.trailing_zero_stages_are_not_waited_for
 *  9  here
 * 10  ReservationTest.a_dip_shorter_than_the_grace_…, RampingVusTest.a_slot_that_comes_back_in_time_…
 * 11  ShortcutsTest.shortcuts_become_the_scenario_default
 * 12  ExternallyControlledTest.the_time_that_setup_took_is_deducted_from_the_duration
 * 13  ExternallyControlledTest.scaling_down_interrupts_…, at_its_end_…, pausing_lets_iterations_end_…
 * 14  FacadeTest.other_executors_cannot_be_paused_or_scaled_here; the native API pauses all of them, each whole
 * 15  FacadeTest.wrong_values_are_refused_as_k6_does; a native PATCH is applied whole or not at all
 * 16  FacadeTest.a_stopped_run_still_says_running_and_stopped; natively the state says which
 * 17  FacadeTest.setup_data_is_read_replaced_and_made_anew
 * 18  here
 * 19  RunEndingTableTest
 * 20  RunEndingTableTest
 * 21  RunBoardTest.a_broken_handle_summary_changes_neither_exit_code_nor_summary
 * 22  here
 * 23  here, and IterationTest.min_iteration_duration_is_waited_for_outside_of_the_iteration_duration
 * 24  ArrivalRateTest.idle_vus_are_served_in_the_order_of_their_idleness_and_count_as_active_only_while_…
 * 25  InterruptTest.abort_cannot_be_caught_and_runs_no_further_statement
 * 26  IterationTest.iteration_duration_includes_the_event_loop, what_is_handled_in_the_same_turn_or_never_settles_…
 * 27  VuPoolTest.idle_vus_are_served_in_the_order_in_which_they_became_idle
 * 28  RunRefusalTest.a_run_is_refused, unknown_top_level_options_of_the_script_only_warn
 * 29  OptionsTest
 * 30  RunEndingTest.a_teardown_timeout_of_zero_fails_teardown_at_once, PlannerTest
 * 31  StripeTest.a_segment_owns_its_stripe
 * 32  DividedScenarioTest.shared_iterations_fall_as_their_vus_do, per_vu_iterations_divide_vus_only_…
 * 33  ReservationTest.vus_are_reserved_as_long_as_they_may_still_be_finishing
 * 34  ExternallyControlledTest.a_zero_duration_never_ends_and_shows_full_progress, CountedIterationsTest
 * </pre>
 */
class TrapsTest {

    private static final RunLab LAB = new RunLab();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource({"'0s', 0, 1", "'30s', 1, 0"})
    void a_plan_that_ends_at_zero_gives_the_grace_of_the_ramp_and_none_of_the_stop(
            String rampDown, long completed, long interrupted) {
        Run run = LAB.run("import { sleep } from 'k6'; export const options = { scenarios: { s: {"
                + " executor: 'ramping-vus', startVUs: 1, gracefulRampDown: '" + rampDown + "', gracefulStop: '30s',"
                + " stages: [{ duration: '300ms', target: 1 }, { duration: '0s', target: 0 }] } } };"
                + "export default () => sleep(1);");

        assertThat(scenario(run, "s").actual().iterationsCompleted()).isEqualTo(completed);
        assertThat(scenario(run, "s").actual().iterationsInterrupted()).isEqualTo(interrupted);
    }

    @Test
    void setup_data_is_parsed_once_for_each_vu_and_anew_for_teardown() {
        Run run = LAB.run("export const options = { scenarios: {"
                + " a: { executor: 'per-vu-iterations', vus: 1, iterations: 2, exec: 'go' },"
                + " b: { executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'go', startTime: '1s',"
                + " maxDuration: '1s' } } };"
                + "export const setup = () => ({ n: 0 });"
                + "export function go(data) { data.n++; console.log('vu', __VU, data.n); }"
                + "export const teardown = (data) => console.log('teardown', data.n);"
                + "export default () => {};");

        // which VU gets which scenario is not said; one that gets both goes on with its copy
        assertThat(String.join(", ", RunLab.consoleLines(run)))
                .matches("vu (\\d) 1, vu \\1 2, (vu \\1 3|vu (?!\\1)\\d 1), teardown 0");
    }

    @ParameterizedTest(name = "{0}: metric {2}, complete {3}, interrupted {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "normal return                |                                   | 1 | 1 | 0",
                "throw                        | throw new Error('x');             | 1 | 1 | 0",
                "rejected promise             | return Promise.reject('x');       | 1 | 1 | 0",
                "the one that aborts          | exec.test.abort();                | 1 | 0 | 1",
                "cut off while it ran         | sleep(60);                        | 0 | 0 | 1",
            })
    void the_metric_and_the_counters_may_disagree(
            String what, String code, double metric, long completed, long interrupted) {
        Run run = LAB.run("import { sleep } from 'k6'; import exec from 'k6/execution';"
                + "export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 1, iterations: 1,"
                + " maxDuration: '1s', gracefulStop: '0s' } } };"
                + "export default function () { " + (code == null ? "" : code) + " }");

        assertThat(RunLab.count(run, "iterations")).as(what).isEqualTo(metric);
        assertThat(scenario(run, "s").actual().iterationsCompleted()).as(what).isEqualTo(completed);
        assertThat(scenario(run, "s").actual().iterationsInterrupted()).as(what).isEqualTo(interrupted);
    }

    @Test
    void an_iteration_cut_off_while_it_waits_out_its_minimum_counts_as_metric_and_as_interrupted() {
        Run run = LAB.run("export const options = { minIterationDuration: '60s', scenarios: { s: {"
                + " executor: 'shared-iterations', vus: 1, iterations: 1, maxDuration: '1s', gracefulStop: '0s' } } };"
                + "export default () => {};");

        assertThat(RunLab.count(run, "iterations")).isEqualTo(1);
        assertThat(scenario(run, "s").actual().iterationsCompleted()).isZero();
        assertThat(scenario(run, "s").actual().iterationsInterrupted()).isEqualTo(1);
    }

    @Test
    void a_vu_of_an_arrival_rate_is_not_free_while_it_waits_out_its_minimum() {
        Run run = LAB.create("export const options = { minIterationDuration: '60s', scenarios: { s: {"
                + " executor: 'constant-arrival-rate', rate: 20, duration: '60s', preAllocatedVUs: 1 } } };"
                + "export default () => {};");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scenario(run, "s").actual().iterationsDropped() > 3);
        RunLab.stop(run);
        awaitEnd(run);

        assertThat(RunLab.count(run, "iterations")).isEqualTo(1);
    }
}
