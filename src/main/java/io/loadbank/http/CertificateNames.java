package io.loadbank.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Whether a certificate is for a host: subject alternative names only, the common name counts for nothing. */
final class CertificateNames {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateNames() {}

    static boolean match(X509Certificate certificate, String host) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException unreadable) {
            return false;
        }
        if (names == null) {
            return false;
        }
        byte[] address = Cidr.address(host);
        for (List<?> name : names) {
            int type = (Integer) name.get(0);
            if (address == null && type == DNS_NAME && matches((String) name.get(1), host)) {
                return true;
            }
            if (address != null
                    && type == IP_ADDRESS
                    && Arrays.equals(address, Cidr.address(String.valueOf(name.get(1))))) {
                return true;
            }
        }
        return false;
    }

    /** A star stands for exactly one whole label, the leftmost (RFC 6125, 6.4.3). */
    static boolean matches(String pattern, String host) {
        String wanted = trimmed(pattern);
        String given = trimmed(host);
        if (!wanted.startsWith("*.")) {
            return !given.isEmpty() && wanted.equals(given);
        }
        int dot = given.indexOf('.');
        return dot > 0 && wanted.substring(1).equals(given.substring(dot));
    }

    private static String trimmed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
