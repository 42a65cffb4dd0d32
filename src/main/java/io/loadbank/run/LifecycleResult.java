package io.loadbank.run;

/**
 * What a call of setup or teardown from outside came to.
 *
 * @param error empty when it went well, or when the script has no such function
 */
public record LifecycleResult(String error) {

    public boolean ok() {
        return error.isEmpty();
    }
}
