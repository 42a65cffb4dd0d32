package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadbank.generator.Vitals;
import io.loadbank.vu.VuInitException;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is refused because the memory does not hold it. */
class AdmissionTest {

    private static final String SMALL = "export default () => {};";
    private static final String LARGE =
            "const rows = []; for (let i = 0; i < 20000; i++) rows.push({ i, name: 'row ' + i }); export default () => rows;";
    private static final String SHARED = """
            import { SharedArray } from 'k6/data';
            const rows = new SharedArray('rows', () => {
              const all = []; for (let i = 0; i < 20000; i++) all.push({ i, name: 'row ' + i }); return all;
            });
            export default () => rows;
            """;

    private static RunLab withMemory(long bytes) {
        return RunLab.with(limits -> new RunLimits(
                limits.initTimeout(),
                limits.maxDuration(),
                limits.maxSeries(),
                limits.keepFinished(),
                new VuRoom(2_000, bytes),
                limits.userAgent()));
    }

    private static RunSpec vus(String script, int vus) {
        return RunLab.spec(script, Map.of("vus", vus, "duration", "1s"));
    }

    private static MemoryEstimate memory(RunLab lab, String script, int vus) {
        DryRun plan = lab.board.dryRun(vus(script, vus));
        Assertions.assertThat(plan.memory()).isNotNull();
        return plan.memory();
    }

    @Test
    void what_each_vu_keeps_for_itself_counts_and_what_they_share_does_not() {
        try (RunLab lab = withMemory(Long.MAX_VALUE)) {
            MemoryEstimate small = memory(lab, SMALL, 10);
            MemoryEstimate large = memory(lab, LARGE, 10);
            MemoryEstimate shared = memory(lab, SHARED, 10);

            assertThat(small.bytesPerVu())
                    .isGreaterThanOrEqualTo(MemoryEstimate.REALM)
                    .isLessThan(300_000);
            assertThat(large.bytesPerVu()).isGreaterThan(small.bytesPerVu() + 1_000_000);
            assertThat(shared.bytesPerVu()).isLessThan(small.bytesPerVu() + 200_000);
            assertThat(large.bytes()).isEqualTo(10 * large.bytesPerVu());
        }
    }

    @Test
    void a_run_that_cannot_fit_is_refused_with_the_estimate() {
        try (RunLab lab = withMemory(20_000_000)) {
            Creation refused = lab.board.create(vus(LARGE, 100));

            assertThat(refused).isInstanceOfSatisfying(Creation.NoCapacity.class, no -> {
                assertThat(no.problem().message())
                        .contains("by estimate, 100 VUs of ")
                        .endsWith("0 kB of the daemon's 20 MB for VUs are taken");
                assertThat(no.problem().hint()).contains("SharedArray", "VUs of this script would fit");
            });
            assertThat(lab.board.dryRun(vus(LARGE, 100)).problems()).hasSize(1);
            assertThat(lab.board.dryRun(vus(SMALL, 100)).problems()).isEmpty();
        }
    }

    @Test
    void the_init_code_is_weighed_unheard() {
        try (RunLab lab = withMemory(Long.MAX_VALUE)) {
            Run run = lab.run("console.log('init'); export const options = { vus: 1, iterations: 1 }; " + SMALL);

            // once in the first init, once in the VU
            assertThat(run.logs().stream().filter(line -> line.message().equals("init")))
                    .hasSize(2);
        }
    }

    @Test
    void no_vu_is_made_in_a_heap_that_is_full() {
        Vitals full = new Vitals(1, 0, 0, 0, 0, 0, 0, HeapGuard.FULL + 0.01, 0, 0, 0, 0, 0, 0);
        HeapGuard guard = new HeapGuard(
                _ -> {
                    throw new AssertionError("a VU was made");
                },
                () -> full);

        Assertions.assertThatExceptionOfType(VuInitException.class)
                .isThrownBy(() -> guard.create(7))
                .withMessageStartingWith("no memory for VU 7: 93 % of the heap of ");
    }
}
