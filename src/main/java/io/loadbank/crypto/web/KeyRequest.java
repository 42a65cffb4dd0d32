package io.loadbank.crypto.web;

import java.util.Set;

/** What a key that is imported or generated shall be good for. */
public record KeyRequest(Parameters algorithm, boolean extractable, Set<Usage> usages) {

    /** Refuses usages that the algorithm's keys of this kind do not have. */
    void allow(Set<Usage> possible) {
        if (!possible.containsAll(usages)) {
            throw WebCryptoException.syntax("a key for " + algorithm.name() + " cannot be used for "
                    + usages.stream()
                            .filter(usage -> !possible.contains(usage))
                            .map(Usage::label)
                            .toList());
        }
    }

    /** Refuses a secret or private key that nothing can be done with. */
    void requireUsage() {
        if (usages.isEmpty()) {
            throw WebCryptoException.syntax("the key has no usages");
        }
    }

    Set<Usage> among(Set<Usage> possible) {
        Set<Usage> both = java.util.EnumSet.noneOf(Usage.class);
        both.addAll(possible);
        both.retainAll(usages);
        return both;
    }
}
