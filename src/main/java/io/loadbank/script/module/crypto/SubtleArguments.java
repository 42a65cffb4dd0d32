package io.loadbank.script.module.crypto;

import io.loadbank.crypto.web.KeyData;
import io.loadbank.crypto.web.KeyFormat;
import io.loadbank.crypto.web.KeyRequest;
import io.loadbank.crypto.web.Parameters;
import io.loadbank.crypto.web.Usage;
import io.loadbank.crypto.web.WebCryptoException;
import io.loadbank.crypto.web.WebKey;
import io.loadbank.script.module.InputBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** Copies the arguments of a call out of the script; their shape was settled by the JavaScript part. */
final class SubtleArguments {

    private SubtleArguments() {}

    static Parameters parameters(Value algorithm) {
        Map<String, Object> members = new HashMap<>();
        for (String name : Parameters.MEMBERS) {
            Value member = algorithm.getMember(name);
            if (member != null && !member.isNull()) {
                members.put(name, member(name, member));
            }
        }
        return new Parameters(algorithm.getMember("name").asString(), members);
    }

    private static Object member(String name, Value member) {
        if (member.isString()) {
            return member.asString();
        }
        if (member.isNumber()) {
            return member.asDouble();
        }
        if (member.isHostObject() && member.asHostObject() instanceof WebKey key) {
            return key;
        }
        byte[] bytes = InputBytes.ofBufferSource(member);
        if (bytes == null) {
            throw WebCryptoException.type(name + " must be an ArrayBuffer or a view of one");
        }
        return bytes;
    }

    static byte[] bytes(Value data) {
        byte[] bytes = InputBytes.ofBufferSource(data);
        if (bytes == null) {
            throw WebCryptoException.type("the data must be an ArrayBuffer or a view of one");
        }
        return bytes;
    }

    static WebKey key(Value handle) {
        if (handle.isHostObject() && handle.asHostObject() instanceof WebKey key) {
            return key;
        }
        throw WebCryptoException.type("the key must be a CryptoKey");
    }

    static KeyRequest request(Value algorithm, Value extractable, Value usages) {
        return new KeyRequest(parameters(algorithm), extractable.asBoolean(), Usage.of(texts(usages)));
    }

    static KeyData keyData(KeyFormat format, Value data) {
        if (format != KeyFormat.JWK) {
            return new KeyData.Encoded(bytes(data));
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : data.getMemberKeys()) {
            Value member = data.getMember(name);
            members.put(
                    name,
                    member.isBoolean()
                            ? (Object) member.asBoolean()
                            : member.hasArrayElements() ? texts(member) : member.asString());
        }
        return new KeyData.Jwk(members);
    }

    private static List<String> texts(Value array) {
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < array.getArraySize(); i++) {
            texts.add(array.getArrayElement(i).asString());
        }
        return texts;
    }
}
