package io.loadbank.script;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The files that {@code open()} read in a run's first init; later realms may open no others. Thread-safe. */
final class OpenedFiles {

    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    void add(String path) {
        paths.add(path);
    }

    boolean contains(String path) {
        return paths.contains(path);
    }
}
