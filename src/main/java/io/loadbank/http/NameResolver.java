package io.loadbank.http;

/** Turns host names into addresses by a run's rules, with a cache that all its VUs share. Safe for many threads. */
public final class NameResolver {

    private NameResolver() {}

    /** No rules: the system's resolver, IPv4 preferred, answers kept for five minutes. */
    public static NameResolver system() {
        return new NameResolver();
    }
}
