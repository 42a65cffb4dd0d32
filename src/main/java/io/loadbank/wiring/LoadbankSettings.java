package io.loadbank.wiring;

import io.loadbank.http.Egress;
import io.loadbank.http.LocalAddresses;
import io.loadbank.http.Proxies;
import io.loadbank.run.SecretFolder;
import io.loadbank.run.VuRoom;
import io.loadbank.store.jdbc.DatabaseAddress;
import io.loadbank.vu.SecretVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** The settings under {@code loadbank.*}; {@code config/application.yaml} explains each. */
@ConfigurationProperties(prefix = "loadbank", ignoreUnknownFields = false)
public record LoadbankSettings(
        Path dataDir,
        String secretsDir,
        Duration warmUp,
        List<String> outputs,
        Store store,
        Retention retention,
        Api api,
        Script script,
        Run run,
        Vu vu,
        Http http,
        Prometheus prometheus) {

    private static final Duration SHORTEST_WARM_UP = Duration.ofSeconds(1);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(60);
    private static final int LEAST_PRIORITY = 19;

    /** The database; an empty URL is a file in the data directory. */
    public record Store(String url, String username, String password, int poolSize) {

        DatabaseAddress address(Path dataDir) {
            return url.isBlank() ? DatabaseAddress.in(dataDir) : new DatabaseAddress(url, username, password);
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Store[poolSize=" + poolSize + "]";
        }
    }

    /** How long ended runs are kept. */
    public record Retention(Duration maxAge, int maxRuns, DataSize maxBytes) {

        io.loadbank.run.Retention limits() {
            return new io.loadbank.run.Retention(maxAge, maxRuns, maxBytes.toBytes());
        }
    }

    /** Settings of the REST API. */
    public record Api(boolean allowUnauthenticated, List<String> allowedHosts) {}

    /** Limits on scripts, and where their remote modules come from. */
    public record Script(
            Duration initTimeout,
            DataSize maxFileSize,
            DataSize maxPackedSize,
            DataSize maxUnpackedSize,
            int maxFiles,
            List<String> remoteImports,
            boolean remotePrivate,
            String remoteMirror) {}

    /** Limits on runs. */
    public record Run(
            Duration maxDuration, int maxSeries, int keepFinished, Duration stopGrace, DataSize maxOutputFileSize) {}

    /** The VUs' threads and their number. */
    public record Vu(Threads threads, int platformLimit, int niceness, int max, DataSize maxMemory) {

        /** The kind of thread VUs own. */
        public enum Threads {
            AUTO,
            PLATFORM,
            VIRTUAL
        }

        /** What there is for VUs; without a bound of the memory the heap gives it. */
        VuRoom room() {
            return maxMemory.toBytes() == 0 ? VuRoom.inHeap(max) : new VuRoom(max, maxMemory.toBytes());
        }
    }

    /** The load's event loops, 0 is one a core, and the way it leaves this box. */
    public record Http(int loops, boolean http2, String localIps, String proxy, String httpsProxy, String noProxy) {

        /**
         * The way out; proxies are those of the environment unless the settings name some.
         *
         * @throws IllegalArgumentException if an address or a proxy cannot be read; the message says which
         */
        Egress egress(Map<String, String> environment) {
            Proxies proxies = proxy.isBlank() && httpsProxy.isBlank()
                    ? Proxies.of(environment)
                    : Proxies.of(proxy, httpsProxy, noProxy);
            return new Egress(LocalAddresses.parse(localIps), proxies, http2);
        }
    }

    /** What Prometheus is shown of the runs: without which tags, and how long after their end. */
    public record Prometheus(List<String> dropLabels, Duration keepEnded) {}

    /** Everything that is wrong with the settings, each a sentence. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        String complaint = store.url.isBlank() ? null : DatabaseAddress.complaint(store.url);
        if (complaint != null) {
            problems.add("loadbank.store.url " + complaint);
        }
        if (store.url.isBlank() && dataDir.toAbsolutePath().toString().contains(";")) {
            problems.add("loadbank.data-dir must not contain a semicolon, it is " + dataDir);
        }
        if (store.poolSize < 2) {
            problems.add("loadbank.store.pool-size must be at least 2, it is " + store.poolSize);
        }
        positive(problems, "retention.max-age", retention.maxAge.toMillis());
        positive(problems, "retention.max-runs", retention.maxRuns);
        positive(problems, "retention.max-bytes", retention.maxBytes.toBytes());
        positive(problems, "script.init-timeout", script.initTimeout.toNanos());
        positive(problems, "script.max-file-size", script.maxFileSize.toBytes());
        positive(problems, "script.max-packed-size", script.maxPackedSize.toBytes());
        positive(problems, "script.max-unpacked-size", script.maxUnpackedSize.toBytes());
        positive(problems, "script.max-files", script.maxFiles);
        positive(problems, "run.max-duration", run.maxDuration.toMillis());
        positive(problems, "run.max-series", run.maxSeries);
        positive(problems, "run.keep-finished", run.keepFinished);
        positive(problems, "run.stop-grace", run.stopGrace.toNanos());
        positive(problems, "run.max-output-file-size", run.maxOutputFileSize.toBytes());
        positive(problems, "vu.max", vu.max);
        if (!warmUp.isZero() && (warmUp.compareTo(SHORTEST_WARM_UP) < 0 || warmUp.compareTo(LONGEST_WARM_UP) > 0)) {
            problems.add("loadbank.warm-up must be 0s, or 1s to 60s, it is " + warmUp.toMillis() + "ms");
        }
        positive(problems, "prometheus.keep-ended", prometheus.keepEnded.toNanos());
        if (prometheus.dropLabels.contains("testid")) {
            problems.add("loadbank.prometheus.drop-labels must not name testid, which tells the runs apart");
        }
        if (vu.maxMemory.toBytes() < 0) {
            problems.add("loadbank.vu.max-memory must not be negative, it is " + vu.maxMemory.toBytes() + "B");
        }
        if (vu.platformLimit < 0) {
            problems.add("loadbank.vu.platform-limit must not be negative, it is " + vu.platformLimit);
        }
        if (vu.niceness < 0 || vu.niceness > LEAST_PRIORITY) {
            problems.add("loadbank.vu.niceness must be from 0 to " + LEAST_PRIORITY + ", it is " + vu.niceness);
        }
        if (http.loops < 0) {
            problems.add("loadbank.http.loops must not be negative, it is " + http.loops);
        }
        try {
            http.egress(System.getenv());
        } catch (IllegalArgumentException e) {
            problems.add("loadbank.http: " + e.getMessage());
        }
        if (api.allowedHosts.isEmpty()) {
            problems.add("loadbank.api.allowed-hosts must name at least one host, or * for any");
        }
        if (!secretsDir.equals("none") && !Files.isDirectory(Path.of(secretsDir))) {
            problems.add("loadbank.secrets-dir must be a directory that exists, it is " + secretsDir);
        }
        return problems;
    }

    /** The secrets that all runs may ask for. */
    SecretVault.Mounted mounted() {
        return secretsDir.equals("none") ? SecretVault.Mounted.NONE : new SecretFolder(Path.of(secretsDir));
    }

    private static void positive(List<String> problems, String key, long value) {
        if (value <= 0) {
            problems.add("loadbank." + key + " must be above 0, it is " + value);
        }
    }
}
