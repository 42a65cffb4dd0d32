package io.loadbank.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSL's server, which staples an OCSP response to its handshakes: that of the JDK asks a responder of its own. Its page
 * may not end.
 */
public final class StaplingServer implements AutoCloseable {

    public final TestCertificate certificate = TestCertificate.local();
    public final int port;
    private final Process process;

    private StaplingServer(byte[] staple) throws IOException {
        Path folder = Files.createTempDirectory("staple");
        Path cert = Files.writeString(folder.resolve("cert"), certificate.certificatePem());
        Path key = Files.writeString(folder.resolve("key"), certificate.keyPem());
        Path response = Files.write(folder.resolve("staple"), staple);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-accept",
                        "127.0.0.1:" + port,
                        "-cert",
                        cert.toString(),
                        "-key",
                        key.toString(),
                        "-status_file",
                        response.toString(),
                        "-www",
                        "-quiet")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts one on loopback; it takes a moment until it listens. */
    public static StaplingServer start(byte[] staple) {
        try {
            return new StaplingServer(staple);
        } catch (IOException e) {
            throw new AssertionError("these tests need openssl on the PATH: apt-get install openssl", e);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** An unsigned OCSP response of that moment about one certificate; what it tells is valid a second later, for another. */
    public static byte[] response(CertStatus status, long seconds) {
        try {
            AlgorithmIdentifier sha1 = new AlgorithmIdentifier(X509ObjectIdentifiers.id_SHA1, DERNull.INSTANCE);
            CertID id = new CertID(
                    sha1,
                    new DEROctetString(new byte[20]),
                    new DEROctetString(new byte[20]),
                    new ASN1Integer(BigInteger.ONE));
            ASN1EncodableVector singles = new ASN1EncodableVector();
            @Nullable Extensions none = null;
            singles.add(new SingleResponse(id, status, time(seconds + 1), time(seconds + 2), none));
            ResponseData data = new ResponseData(
                    new ResponderID(new X500Name("CN=test")), time(seconds), new DERSequence(singles), none);
            BasicOCSPResponse basic = new BasicOCSPResponse(data, sha1, new DERBitString(new byte[16]), null);
            ResponseBytes bytes =
                    new ResponseBytes(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(basic.getEncoded()));
            return new OCSPResponse(new OCSPResponseStatus(0), bytes).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ASN1GeneralizedTime time(long seconds) {
        return new ASN1GeneralizedTime(Date.from(Instant.ofEpochSecond(seconds)));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
