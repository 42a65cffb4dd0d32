package io.loadbank;

import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the daemon. */
@SpringBootApplication
public class LoadbankApplication {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    public static void main(String[] args) {
        // Virtual threads are not pre-empted: with carriers to spare, VUs that never yield cannot stop all others.
        if (System.getProperty(CARRIERS) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(CARRIERS, Integer.toString(Math.max(16, 4 * cores)));
        }
        // The DNS cache of a run is its own, with the time its options say.
        Security.setProperty("networkaddress.cache.ttl", "0");
        NativeCache.choose();
        SpringApplication.run(LoadbankApplication.class, args);
    }
}
