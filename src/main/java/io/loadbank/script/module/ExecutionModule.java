package io.loadbank.script.module;

import io.loadbank.vu.ScenarioInfo;
import io.loadbank.vu.TestInfo;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The module {@code k6/execution}: what a script may know of the test, its scenario and its VU, and abort and fail. */
public final class ExecutionModule implements JsModule {

    @Override
    public String name() {
        return "k6/execution";
    }

    @Override
    public List<String> exports() {
        return List.of("instance", "scenario", "test", "vu");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        Map<String, Object> host = Map.of(
                "guard",
                guest.action(arguments -> guard(realm, arguments[0].asString())),
                "instance",
                guest.function(arguments -> instance(realm, arguments[0].asString())),
                "scenario",
                guest.function(arguments -> scenario(realm, arguments[0].asString())),
                "vu",
                Guest.object(Map.of(
                        "number", guest.function(arguments -> vuNumber(realm, arguments[0].asString())),
                        "tags", new TagsObject(realm),
                        "metadata", new MetadataObject(realm))),
                "test",
                Guest.object(Map.of(
                        "abort", guest.action(arguments -> abort(realm, text(arguments[0]))),
                        "fail", guest.action(arguments -> fail(realm, text(arguments[0]))),
                        "options", guest.function(_ -> options(realm)))));
        return guest.evaluate("execution.js").execute(Guest.object(host));
    }

    @Override
    public Value named(Value defaultExport) {
        return defaultExport.getMember("named").execute();
    }

    private static @Nullable String text(Value value) {
        return value.isNull() ? null : value.asString();
    }

    private static void guard(Realm realm, String name) {
        Phase phase = realm.vu().phase();
        boolean init = phase == Phase.INIT && !name.equals("test");
        boolean late = name.equals("instance") && (phase == Phase.TEARDOWN || phase == Phase.SUMMARY);
        if (init || late) {
            throw realm.guest()
                    .raise(
                            "Error",
                            init
                                    ? "exec." + name + " is not available in the init context"
                                    : "exec.instance is only available in setup and in VU code");
        }
    }

    private static Object instance(Realm realm, String name) {
        TestInfo test = realm.run().test();
        return switch (name) {
            case "currentTestRunDuration" -> test.currentTestRunMillis();
            case "iterationsCompleted" -> test.iterationsCompleted();
            case "iterationsInterrupted" -> test.iterationsInterrupted();
            case "vusActive" -> test.vusActive();
            default -> test.vusInitialized();
        };
    }

    private static Object scenario(Realm realm, String name) {
        ScenarioInfo scenario = realm.vu().scenario();
        if (scenario == null || realm.vu().phase() != Phase.VU) {
            throw realm.guest().raise("Error", "exec.scenario is only available in VU code");
        }
        return switch (name) {
            case "name" -> scenario.name();
            case "executor" -> scenario.executor();
            case "startTime" -> scenario.startEpochMillis();
            case "progress" -> scenario.progress();
            case "iterationInInstance" -> realm.vu().scenarioIterationInInstance();
            default -> realm.vu().scenarioIterationInTest();
        };
    }

    private static Object vuNumber(Realm realm, String name) {
        VuScope vu = realm.vu();
        return switch (name) {
            case "iterationInInstance" -> Math.max(0, vu.iterationInInstance());
            case "iterationInScenario" -> Math.max(0, vu.iterationInScenario());
            case "idInTest" -> realm.run().test().vuInTest(vu.id());
            default -> vu.id();
        };
    }

    private static void abort(Realm realm, @Nullable String message) {
        realm.vu().abortTest(message);
        realm.vu().awaitInterrupt();
    }

    private static void fail(Realm realm, @Nullable String message) {
        if (realm.vu().phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "exec.test.fail() is not available in the init context");
        }
        realm.run().test().fail(message);
    }

    private static Object options(Realm realm) {
        if (realm.vu().phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "exec.test.options is not available in the init context");
        }
        return realm.guest().tree(realm.run().test().options());
    }
}
