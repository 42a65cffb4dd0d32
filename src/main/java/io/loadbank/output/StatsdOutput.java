package io.loadbank.output;

import io.loadbank.run.OutputStand;
import io.loadbank.run.RunOutput;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code statsd=host:8125}: each sample to a StatsD server by UDP, on demand with DogStatsD's tags. */
final class StatsdOutput implements OutputType {
    private static final String ENV = "K6_STATSD_";

    @Override
    public String argument() {
        return "addr";
    }

    @Override
    public Function<OutputStand, RunOutput> read(SettingReader settings) {
        String address = settings.text("addr", ENV + "ADDR", "localhost:8125");
        int colon = address.lastIndexOf(':');
        String host = colon < 1 ? "" : address.substring(0, colon);
        String port = address.substring(colon + 1);
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,253}")
                || !port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) > 65_535
                || Integer.parseInt(port) == 0) {
            settings.problem("addr", ENV + "ADDR", "is not host:port", "write it like 127.0.0.1:8125");
        }
        String namespace = settings.text("namespace", ENV + "NAMESPACE", "k6.");
        Duration interval = settings.interval("pushInterval", ENV + "PUSH_INTERVAL", Duration.ofSeconds(1));
        int buffer = settings.count("bufferSize", ENV + "BUFFER_SIZE", 20, 1000);
        boolean tags = settings.flag("enableTags", ENV + "ENABLE_TAGS");
        List<String> blocked = settings.list("tagBlocklist", ENV + "TAG_BLOCKLIST", List.of("vu", "iter", "url"));
        StatsdText text = new StatsdText(namespace, tags, Set.copyOf(blocked));
        return stand -> new SampleFeed(
                stand.name(),
                new StatsdWriter(host, Integer.parseInt(port), buffer, text),
                new OutputTally(stand.name(), "udp://" + address, stand.log()),
                interval);
    }
}
