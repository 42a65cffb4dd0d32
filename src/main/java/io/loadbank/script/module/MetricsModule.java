package io.loadbank.script.module;

import io.loadbank.metric.Metric;
import io.loadbank.metric.MetricType;
import io.loadbank.metric.Registration;
import io.loadbank.metric.Tags;
import io.loadbank.metric.ValueKind;
import io.loadbank.vu.LogSink.Level;
import java.util.ArrayList;
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
        List<Metric> declared = new ArrayList<>();
        Guest guest = realm.guest();
        return guest.evaluate("metrics.js")
                .execute(
                        guest.function(arguments -> {
                            declared.add(declare(realm, arguments));
                            return declared.size() - 1;
                        }),
                        guest.action(arguments ->
                                add(realm, declared.get(arguments[0].asInt()), arguments[1].asDouble(), arguments[2])),
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

    private static void add(Realm realm, Metric metric, double value, Value given) {
        if (realm.vu().phase() == Phase.INIT) {
            throw realm.guest().raise("Error", "metric.add() is not available in the init context");
        }
        Tags tags = TagArguments.read(realm.guest(), given);
        if (tags == null) {
            realm.vu().sample(metric, value);
        } else {
            realm.vu().sample(metric, realm.vu().tags().with(tags), value);
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
