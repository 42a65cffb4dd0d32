package io.loadbank.script.module;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Registration;
import io.loadbank.metric.Series;
import io.loadbank.metric.ValueKind;
import io.loadbank.vu.LogSink.Level;
import java.util.List;
import java.util.Locale;
import org.graalvm.polyglot.Value;

/** The module {@code k6/metrics}: Counter, Gauge, Rate, Trend. */
public final class MetricsModule implements JsModule {

    @Override
    public String name() {
        return "k6/metrics";
    }

    @Override
    public List<String> exports() {
        return List.of("Counter", "Gauge", "Rate", "Trend");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("metrics.js")
                .execute(
                        guest.function(arguments -> {
                            Metric metric = declare(realm, arguments);
                            return guest.action(given -> add(realm, metric, given));
                        }),
                        guest.function(arguments -> refuse(realm, arguments[0].asString(), arguments[1].asString())));
    }

    private static Metric declare(Realm realm, Value[] arguments) {
        if (realm.vu().phase() != Phase.INIT) {
            throw realm.guest().raise("Error", "metrics must be declared in the init context");
        }
        MetricType type = MetricType.valueOf(arguments[0].asString().toUpperCase(Locale.ROOT));
        ValueKind contains = arguments[2].asBoolean() ? ValueKind.TIME : ValueKind.DEFAULT;
        return switch (realm.run().registry().register(arguments[1].asString(), type, contains)) {
            case Registration.Registered(Metric metric) -> metric;
            case Registration.Rejected(String reason) -> throw realm.guest().raise("Error", reason);
        };
    }

    /** What a call's tags are known by: it means the same series as long as the VU's own tags stay the same. */
    private record Tagged(int metric, List<String> pairs) {}

    private static void add(Realm realm, Metric metric, Value[] given) {
        VuScope vu = realm.vu();
        if (vu.phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "metric.add() is not available in the init context");
        }
        double value = given[0].asDouble();
        List<String> pairs = given.length < 2 ? List.of() : TagArguments.pairs(realm.guest(), given[1]);
        if (pairs.isEmpty()) {
            vu.sample(metric, value);
        } else if (!vu.stopped()) {
            Series[] series = vu.series().keyed(new Tagged(metric.index(), pairs), (store, current) ->
                    new Series[] {store.series(metric, current.with(TagArguments.tags(pairs)))});
            vu.samples().add(series[0], value);
        }
    }

    private static Object refuse(Realm realm, String metric, String value) {
        if (realm.vu().phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "metric.add() is not available in the init context");
        }
        String message = "'" + value + "' is not a number: nothing was added to metric '" + metric + "'";
        if (realm.run().settings().throwErrors()) {
            throw realm.guest().raise("TypeError", message);
        }
        Console.line(realm, Level.WARN, message);
        return false;
    }
}
