package io.loadbank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run that has ended, and is still shown, keeps in memory. */
class EndedRunTest {

    private static final Pattern REALMS =
            Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +io\\.loadbank\\.script\\.ScriptUser$", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executor: 'shared-iterations', vus: 3, iterations: 9",
                "executor: 'per-vu-iterations', vus: 3, iterations: 3",
                "executor: 'constant-vus', vus: 3, duration: '1s'",
                "executor: 'ramping-vus', startVUs: 3, stages: [{ duration: '1s', target: 1 }]",
                "executor: 'constant-arrival-rate', rate: 20, duration: '1s', preAllocatedVUs: 3, maxVUs: 5",
                "executor: 'ramping-arrival-rate', startRate: 9, stages: [{ duration: '1s', target: 20 }],"
                        + " preAllocatedVUs: 3, maxVUs: 5",
                "executor: 'externally-controlled', vus: 2, maxVUs: 3, duration: '1s'",
            })
    void it_keeps_none_of_its_vus(String scenario) throws Exception {
        int before = liveVus();
        try (RunLab lab = new RunLab()) {
            Run run = lab.run(
                    "export const options = { scenarios: { a: { " + scenario + " } } }; export default function () {}");

            assertThat(run.view().exitCode()).isZero();
            await().atMost(RunLab.PATIENCE).until(() -> liveVus() <= before);
            assertThat(lab.board.find(run.id())).isSameAs(run);
        }
    }

    /** VUs that are reachable, by the JVM's own count. */
    private static int liveVus() throws Exception {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Matcher count = REALMS.matcher(histogram.toString());
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }
}
