package io.loadbank.crypto;

import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The subject's alternative names of a certificate: hosts, then mail addresses, IP addresses, URIs. */
final class AlternativeNames {

    private static final String EXTENSION = "2.5.29.17";
    private static final int[] ORDER = {
        GeneralName.dNSName, GeneralName.rfc822Name, GeneralName.iPAddress, GeneralName.uniformResourceIdentifier
    };

    private AlternativeNames() {}

    static List<String> of(X509Certificate certificate) throws IOException {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return List.of();
        }
        GeneralName[] names = GeneralNames.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets())
                .getNames();
        List<String> texts = new ArrayList<>();
        for (int kind : ORDER) {
            for (GeneralName name : names) {
                if (name.getTagNo() == kind) {
                    texts.add(text(name));
                }
            }
        }
        return texts;
    }

    private static String text(GeneralName name) throws IOException {
        if (name.getTagNo() == GeneralName.iPAddress) {
            byte[] address = ASN1OctetString.getInstance(name.getName()).getOctets();
            return address.length == 16
                    ? sixteen(address)
                    : InetAddress.getByAddress(address).getHostAddress();
        }
        return ((ASN1String) name.getName()).getString();
    }

    /** RFC 5952: lower case, no leading zeros, the first longest run of at least two zero groups as {@code ::}. */
    private static String sixteen(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (address[2 * i] & 0xFF) << 8 | (address[2 * i + 1] & 0xFF);
        }
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
