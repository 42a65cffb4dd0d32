package io.loadbank.crypto.web;

import java.util.EnumSet;
import java.util.Set;

/** AES-KW: its keys only, for nothing is wrapped here. */
final class AesKw extends Aes {

    private static final Set<Usage> WRAPPING = EnumSet.of(Usage.WRAP_KEY, Usage.UNWRAP_KEY);

    AesKw() {
        super("KW");
    }

    @Override
    public Set<Usage> operations() {
        return EnumSet.noneOf(Usage.class);
    }

    @Override
    Set<Usage> usages() {
        return WRAPPING;
    }
}
