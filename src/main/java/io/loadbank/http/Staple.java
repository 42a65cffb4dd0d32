package io.loadbank.http;

import java.math.BigInteger;
import java.text.ParseException;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.jspecify.annotations.Nullable;

/**
 * What an authority says of a server's certificate in the OCSP response (RFC 6960) that the server staples to its
 * handshake. It is shown, not believed: nobody checks its signature, and a revoked certificate does not end a
 * connection. Times are in seconds since 1970, 0 if they are not told.
 *
 * @param status {@code good}, {@code revoked}, {@code server_failed} or {@code unknown}
 * @param reason why it was revoked, as in {@code key_compromise}; empty unless it was
 */
public record Staple(String status, long producedAt, long thisUpdate, long nextUpdate, long revokedAt, String reason) {

    /** Of a connection without any, or with one that cannot be read. */
    public static final Staple UNKNOWN = new Staple("unknown", 0, 0, 0, 0, "");

    private static final Staple SERVER_FAILED = new Staple("server_failed", 0, 0, 0, 0, "");
    /** By RFC 5280, 5.3.1; 7 is not used. */
    private static final List<String> REASONS = List.of(
            "unspecified",
            "key_compromise",
            "ca_compromise",
            "affiliation_changed",
            "superseded",
            "cessation_of_operation",
            "certificate_hold",
            "",
            "remove_from_crl",
            "privilege_withdrawn",
            "aa_compromise");

    /** The one that came with a handshake. */
    static Staple of(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return UNKNOWN;
        }
        List<byte[]> responses = extended.getStatusResponses();
        return responses.isEmpty() ? UNKNOWN : read(responses.getFirst());
    }

    /** Reads a response in DER; never throws. */
    static Staple read(byte[] der) {
        try {
            return der.length == 0 ? UNKNOWN : read(OCSPResponse.getInstance(der));
        } catch (RuntimeException | ParseException unreadable) {
            return UNKNOWN;
        }
    }

    private static Staple read(OCSPResponse response) throws ParseException {
        ResponseBytes bytes = response.getResponseBytes();
        if (response.getResponseStatus().getIntValue() != 0) {
            return SERVER_FAILED;
        }
        if (bytes == null || !bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
            return UNKNOWN;
        }
        ResponseData data =
                BasicOCSPResponse.getInstance(bytes.getResponse().getOctets()).getTbsResponseData();
        ASN1Sequence singles = data.getResponses();
        if (singles.size() == 0) {
            return UNKNOWN;
        }
        SingleResponse single = SingleResponse.getInstance(singles.getObjectAt(0));
        int kind = single.getCertStatus().getTagNo();
        RevokedInfo revoked =
                kind == 1 ? RevokedInfo.getInstance(single.getCertStatus().getStatus()) : null;
        return new Staple(
                switch (kind) {
                    case 0 -> "good";
                    case 1 -> "revoked";
                    default -> "unknown";
                },
                seconds(data.getProducedAt()),
                seconds(single.getThisUpdate()),
                seconds(single.getNextUpdate()),
                revoked == null ? 0 : seconds(revoked.getRevocationTime()),
                revoked == null ? "" : reason(revoked.getRevocationReason()));
    }

    private static String reason(@Nullable CRLReason reason) {
        BigInteger code = reason == null ? BigInteger.ZERO : reason.getValue();
        boolean known = code.signum() >= 0 && code.bitLength() < 8 && code.intValue() < REASONS.size();
        return known ? REASONS.get(code.intValue()) : "";
    }

    private static long seconds(@Nullable ASN1GeneralizedTime time) throws ParseException {
        return time == null ? 0 : time.getDate().toInstant().getEpochSecond();
    }
}
