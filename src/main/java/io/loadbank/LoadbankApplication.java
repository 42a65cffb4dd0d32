package io.loadbank;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the daemon. */
@SpringBootApplication
public class LoadbankApplication {
    public static void main(String[] args) {
        SpringApplication.run(LoadbankApplication.class, args);
    }
}
