package io.loadbank;

import java.security.Security;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the daemon. Beans are looked for only where they are, and not in each of a thousand classes. */
@SpringBootApplication(scanBasePackages = {"io.loadbank.api", "io.loadbank.wiring"})
public class LoadbankApplication {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    public static void main(String[] args) {
        StartCache.tell();
        // Virtual threads are not pre-empted: with carriers to spare, VUs that never yield cannot stop all others.
        if (System.getProperty(CARRIERS) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(CARRIERS, Integer.toString(Math.max(16, 4 * cores)));
        }
        allowOldTls();
        // The DNS cache of a run is its own, with the time its options say.
        Security.setProperty("networkaddress.cache.ttl", "0");
        NativeCache.choose();
        SpringApplication.run(LoadbankApplication.class, args);
    }

    /** Scripts may ask for TLS 1.0 and 1.1 to test old servers; unless they do, nothing below 1.2 is spoken. */
    private static void allowOldTls() {
        String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
        if (disabled != null) {
            String lifted = Arrays.stream(disabled.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.equals("TLSv1") && !name.equals("TLSv1.1"))
                    .collect(Collectors.joining(", "));
            Security.setProperty("jdk.tls.disabledAlgorithms", lifted);
        }
    }
}
