package io.loadbank.script.module.grpc;

import io.loadbank.grpc.GrpcDial;
import io.loadbank.grpc.GrpcMetadata;
import io.loadbank.http.ClientCertificate;
import io.loadbank.http.TlsSettings;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a script gives along with an address.
 *
 * @param reflect whether the target shall say what it offers
 * @param metadata of the calls that ask it
 */
record ConnectParams(GrpcDial dial, boolean reflect, GrpcMetadata metadata) {

    static ConnectParams read(Realm realm, String address, Value given) {
        Guest guest = realm.guest();
        ParamReader reader = new ParamReader(guest);
        boolean plaintext = false;
        boolean reflect = false;
        Duration timeout = GrpcDial.DEFAULT_TIMEOUT;
        GrpcMetadata metadata = new GrpcMetadata();
        int receive = GrpcDial.DEFAULT_MAX_RECEIVE_BYTES;
        int send = GrpcDial.DEFAULT_MAX_SEND_BYTES;
        UnaryOperator<TlsSettings> tls = null;
        String authority = null;
        for (String key : given.isNull() ? List.<String>of() : List.copyOf(given.getMemberKeys())) {
            Value value = given.getMember(key);
            switch (key) {
                case "plaintext" -> plaintext = reader.flag(key, value);
                case "reflect" -> reflect = reader.flag(key, value);
                case "timeout" -> timeout = reader.timeout(value);
                case "reflectMetadata" -> metadata = reader.metadata(key, value);
                case "maxReceiveSize" -> receive = reader.size(key, value, receive);
                case "maxSendSize" -> send = reader.size(key, value, send);
                case "tls" -> tls = tls(guest, reader, value);
                case "authority" -> authority = reader.text(key, value);
                default -> throw guest.raise("Error", "unknown param '" + key + "' of connect()");
            }
        }
        String agent = realm.run().settings().userAgent();
        GrpcDial dial = new GrpcDial(address, plaintext, timeout, receive, send, tls, authority, agent);
        return new ConnectParams(dial, reflect, metadata);
    }

    private static @Nullable UnaryOperator<TlsSettings> tls(Guest guest, ParamReader reader, Value given) {
        if (given.isNull()) {
            return null;
        }
        if (!given.hasMembers() || given.isString()) {
            throw reader.wrong("tls", given, "an object");
        }
        String cert = null;
        String key = null;
        String password = null;
        List<X509Certificate> authorities = List.of();
        for (String name : given.getMemberKeys()) {
            Value value = given.getMember(name);
            switch (name) {
                case "cert" -> cert = reader.text("tls cert", value);
                case "key" -> key = reader.text("tls key", value);
                case "password" -> password = reader.text("tls password", value);
                case "cacerts" -> authorities = authorities(guest, reader, value);
                default -> throw guest.raise("Error", "unknown param '" + name + "' of tls in connect()");
            }
        }
        if ((cert == null) != (key == null)) {
            throw guest.raise("Error", "tls in connect() needs both cert and key, or neither");
        }
        List<ClientCertificate> own =
                cert == null || key == null ? null : List.of(certificate(guest, cert, key, password));
        List<X509Certificate> trusted = authorities;
        return settings -> {
            TlsSettings changed = trusted.isEmpty() ? settings : settings.withAuthorities(trusted);
            return own == null ? changed : changed.withCertificates(own);
        };
    }

    private static ClientCertificate certificate(Guest guest, String cert, String key, @Nullable String password) {
        try {
            return ClientCertificate.fromPem(cert, key, password, List.of());
        } catch (IllegalArgumentException e) {
            throw guest.raise("Error", "tls in connect(): " + e.getMessage());
        }
    }

    private static List<X509Certificate> authorities(Guest guest, ParamReader reader, Value given) {
        List<String> texts = new ArrayList<>();
        if (given.isString()) {
            texts.add(given.asString());
        } else if (given.hasArrayElements()) {
            for (long i = 0; i < given.getArraySize(); i++) {
                texts.add(reader.text("tls cacerts", given.getArrayElement(i)));
            }
        } else {
            throw reader.wrong("tls cacerts", given, "a string or an array of strings");
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> found = new ArrayList<>();
            for (String text : texts) {
                factory.generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .forEach(each -> found.add((X509Certificate) each));
            }
            return found;
        } catch (CertificateException e) {
            throw guest.raise("Error", "tls cacerts in connect(): " + e.getMessage());
        }
    }
}
