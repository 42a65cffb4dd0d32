package io.loadbank.script.module;

import io.loadbank.metric.BuiltinMetrics;
import io.loadbank.metric.Series;
import io.loadbank.metric.Tags;
import java.util.List;
import java.util.SplittableRandom;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The module {@code k6}: check, group, sleep, fail, randomSeed. */
public final class K6Module implements JsModule {

    @Override
    public String name() {
        return "k6";
    }

    @Override
    public List<String> exports() {
        return List.of("check", "fail", "group", "randomSeed", "sleep");
    }

    @Override
    public Value open(Realm realm) {
        Checks checks = new Checks(realm);
        Guest guest = realm.guest();
        return guest.evaluate("k6.js")
                .execute(
                        guest.action(arguments -> checks.begin(arguments[0])),
                        guest.action(arguments -> checks.record(arguments[0].asString(), arguments[1].asBoolean())),
                        guest.function(arguments -> enterGroup(realm, arguments[0].asString())),
                        guest.action(arguments -> leaveGroup(realm, (Group) arguments[0].asProxyObject())),
                        guest.action(arguments -> sleep(realm, arguments[0].asDouble())),
                        guest.function(arguments -> random(guest, arguments[0].asDouble())));
    }

    /** What {@code group()} must restore; opaque to the script. */
    private record Group(String outer, String path, long startNanos) implements org.graalvm.polyglot.proxy.ProxyObject {
        @Override
        public @Nullable Object getMember(String key) {
            return null;
        }

        @Override
        public Object getMemberKeys() {
            return Guest.array(List.of());
        }

        @Override
        public boolean hasMember(String key) {
            return false;
        }

        @Override
        public void putMember(String key, Value value) {
            throw new UnsupportedOperationException("a group cannot be written");
        }
    }

    private static Group enterGroup(Realm realm, String name) {
        VuScope vu = realm.vu();
        if (vu.phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "group() is not available in the init context");
        }
        if (name.contains("::")) {
            throw realm.guest().raise("Error", "group and check names may not contain '::'");
        }
        String outer = vu.group();
        String path = name.isEmpty() && outer.isEmpty() ? "" : outer + "::" + name;
        vu.group(path);
        return new Group(outer, path, System.nanoTime());
    }

    private static void leaveGroup(Realm realm, Group group) {
        VuScope vu = realm.vu();
        double millis = (System.nanoTime() - group.startNanos) / 1e6;
        vu.sample(realm.run().registry().builtins().groupDuration, millis);
        vu.group(group.outer);
    }

    private static void sleep(Realm realm, double seconds) {
        realm.vu().pause((long) Math.min(seconds * 1e9, Long.MAX_VALUE / 2.0));
        if (realm.vu().stopped()) {
            realm.vu().awaitInterrupt();
        }
    }

    private static Object random(Guest guest, double seed) {
        SplittableRandom random = new SplittableRandom(Double.isFinite(seed) ? (long) seed : 0);
        return guest.function(_ -> random.nextDouble());
    }

    /** The state of one realm's {@code check} calls. */
    private static final class Checks {

        private record Key(String check, @Nullable Tags tags) {}

        private final Realm realm;
        private final BuiltinMetrics metrics;
        private @Nullable Tags tags;

        Checks(Realm realm) {
            this.realm = realm;
            this.metrics = realm.run().registry().builtins();
        }

        void begin(Value given) {
            if (realm.vu().phase() == Phase.INIT) {
                throw realm.guest().raise("Error", "check() is not available in the init context");
            }
            tags = TagArguments.read(realm.guest(), given);
        }

        void record(String name, boolean passed) {
            if (name.contains("::")) {
                throw realm.guest().raise("Error", "group and check names may not contain '::'");
            }
            VuScope vu = realm.vu();
            if (!vu.stopped()) {
                Series series = vu.series()
                        .keyed(new Key(name, tags), (store, current) ->
                                new Series[] {store.series(metrics.checks, tagsOf(current, name))})[0];
                vu.samples().add(series, passed ? 1 : 0);
            }
        }

        private Tags tagsOf(Tags current, String name) {
            Tags all = tags == null ? current : current.with(tags);
            return realm.run().settings().sets("check") ? all.with("check", name) : all;
        }
    }
}
