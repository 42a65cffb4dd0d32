package io.loadbank.output;

import io.loadbank.plan.Problem;
import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import io.loadbank.run.RunOutputs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All outputs this daemon has. */
public final class OutputCatalog implements RunOutputs {

    /** The longest list of outputs of one run. */
    private static final int MOST = 16;

    private static final Map<String, OutputType> TYPES = types();

    private static final Map<String, String> ELSEWHERE = Map.of(
            "cloud", "is a service of Grafana Labs with a protocol of its own, which is not there",
            "web-dashboard", "is not there: the daemon's own page and report show the run",
            "kafka", "is not there");

    private final List<Object> otherwise;
    private final Map<String, String> environment;
    private final long maxFileBytes;

    /**
     * The outputs of a daemon.
     *
     * @param otherwise what runs get that wish for nothing
     * @param environment with k6's variables, such as {@code K6_INFLUXDB_ADDR}
     * @param maxFileBytes how large a file may become; at its limit the output ends
     */
    public OutputCatalog(List<String> otherwise, Map<String, String> environment, long maxFileBytes) {
        this.maxFileBytes = maxFileBytes;
        this.otherwise = List.copyOf(otherwise);
        this.environment = Map.copyOf(environment);
    }

    private static Map<String, OutputType> types() {
        Map<String, OutputType> types = new LinkedHashMap<>();
        types.put("json", new JsonOutput());
        types.put("csv", new CsvOutput());
        types.put("influxdb", new InfluxOutput());
        types.put("experimental-prometheus-rw", new RemoteWriteOutput());
        types.put("opentelemetry", new OtelOutput());
        types.put("experimental-opentelemetry", new OtelOutput());
        types.put("statsd", new StatsdOutput());
        return types;
    }

    @Override
    public Choice choose(@Nullable List<Object> wishes) {
        List<Object> all = wishes == null ? otherwise : wishes;
        List<Problem> problems = new ArrayList<>();
        List<ChosenOutput> chosen = new ArrayList<>();
        Set<String> files = new HashSet<>();
        if (all.size() > MOST) {
            problems.add(new Problem("outputs", "are " + all.size() + ", a run has " + MOST + " at most"));
        }
        for (int i = 0; i < all.size(); i++) {
            String path = "outputs[" + i + "]";
            Wish wish = Wish.read(all.get(i), path, TYPES, problems);
            OutputType type = wish == null ? null : find(wish.type(), path, problems);
            if (wish != null && type != null) {
                SettingReader settings = new SettingReader(path, wish.settings(), environment, problems, maxFileBytes);
                Function<OutputStand, RunOutput> opener = type.read(settings);
                settings.nothingElse();
                String file = settings.file();
                if (file != null && !files.add(file)) {
                    problems.add(new Problem(path, "writes to " + file + " as another output does"));
                }
                Object shown = settings.hasHidden() ? settings.shown(wish.type()) : all.get(i);
                chosen.add(new Chosen(wish.type(), shown, opener));
            }
        }
        return problems.isEmpty() ? new Choice.Made(List.copyOf(chosen)) : new Choice.Refused(List.copyOf(problems));
    }

    private static @Nullable OutputType find(String name, String path, List<Problem> problems) {
        OutputType type = TYPES.get(name);
        if (type == null) {
            String shown = name.matches("[A-Za-z0-9_-]{1,40}") ? "\"" + name + "\"" : "what stands there";
            String elsewhere = ELSEWHERE.get(name);
            problems.add(new Problem(
                    path,
                    shown + (elsewhere == null ? " is not an output" : " " + elsewhere),
                    "there are " + String.join(", ", TYPES.keySet())));
        }
        return type;
    }

    private record Chosen(String type, Object wish, Function<OutputStand, RunOutput> opener) implements ChosenOutput {
        @Override
        public RunOutput open(OutputStand stand) {
            return opener.apply(stand);
        }
    }
}
