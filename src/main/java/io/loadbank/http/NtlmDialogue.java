package io.loadbank.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is said for NTLM on one connection: nothing, a greeting, a proof. Servers that want none of it but basic
 * authentication get that. Used by one thread at a time.
 */
final class NtlmDialogue {

    private enum Step {
        SILENT,
        GREETED,
        PROVEN
    }

    private final String user;
    private final String password;
    private Step step = Step.SILENT;
    private String scheme = "";
    private @Nullable String authorization;

    NtlmDialogue(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** The next request's {@code Authorization}, or null. */
    @Nullable
    String authorization() {
        return authorization;
    }

    /** Whether the connection has to be kept for the next request. */
    boolean goesOn() {
        return step != Step.PROVEN;
    }

    boolean isSilent() {
        return step == Step.SILENT;
    }

    /** Takes what a 401 asks for; false if there is no answer to it. */
    boolean hears(@Nullable String offered) {
        String all = offered == null ? "" : offered;
        return switch (step) {
            case SILENT -> greet(all);
            case GREETED -> prove(all);
            case PROVEN -> false;
        };
    }

    private boolean greet(String offered) {
        String lower = offered.toLowerCase(Locale.ROOT);
        if (offers(lower, "ntlm") || offers(lower, "negotiate")) {
            scheme = offers(lower, "ntlm") ? "NTLM" : "Negotiate";
            authorization = scheme + " " + Ntlm.negotiate();
            step = Step.GREETED;
            return true;
        }
        if (offers(lower, "basic")) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
            step = Step.PROVEN;
            return true;
        }
        return false;
    }

    private static boolean offers(String all, String scheme) {
        for (String offer : all.split(",", -1)) {
            String words = offer.strip();
            if (words.equals(scheme) || words.startsWith(scheme + " ")) {
                return true;
            }
        }
        return false;
    }

    private boolean prove(String offered) {
        for (String offer : offered.split(",", -1)) {
            String words = offer.strip();
            if (words.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)) {
                Ntlm challenge = Ntlm.parse(words.substring(scheme.length() + 1).strip());
                if (challenge != null) {
                    byte[] nonce = new byte[8];
                    ThreadLocalRandom.current().nextBytes(nonce);
                    authorization =
                            scheme + " " + challenge.authenticate(user, password, nonce, System.currentTimeMillis());
                    step = Step.PROVEN;
                    return true;
                }
            }
        }
        return false;
    }
}
