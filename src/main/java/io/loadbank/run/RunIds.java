package io.loadbank.run;

import java.security.SecureRandom;

/** Ids of runs that their clients did not name, such as {@code r-7k2mq9xw}. Safe for many threads. */
final class RunIds {

    /** Without what is easily taken for something else. */
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int LENGTH = 8;

    private final SecureRandom random = new SecureRandom();

    String fresh() {
        StringBuilder id = new StringBuilder("r-");
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
