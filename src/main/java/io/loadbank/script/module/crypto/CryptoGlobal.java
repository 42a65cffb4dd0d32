package io.loadbank.script.module.crypto;

import io.loadbank.crypto.web.KeyFormat;
import io.loadbank.crypto.web.KeyRequest;
import io.loadbank.crypto.web.Parameters;
import io.loadbank.crypto.web.Stop;
import io.loadbank.crypto.web.WebCrypto;
import io.loadbank.crypto.web.WebCryptoException;
import io.loadbank.crypto.web.WebKey;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.Realm;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.graalvm.polyglot.Value;

/**
 * The global {@code crypto}: WebCrypto.
 *
 * <p>A call copies its arguments, computes, and settles its promise in a task of the realm's event loop. What may last
 * is computed on {@link Workers}, the rest at once: handing a digest of some bytes to another thread costs more than the
 * digest.
 */
public final class CryptoGlobal {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONG_INPUT_BYTES = 256 * 1024;

    /** A computation that no longer needs the script. */
    @FunctionalInterface
    private interface Work {
        Object result(Stop stop);
    }

    /** Copies the arguments of a call, all but the last two, which settle the promise. */
    @FunctionalInterface
    private interface Operation {
        Task prepare(Value[] arguments);
    }

    private record Task(boolean lasts, Work work) {
        static Task on(byte[] data, Work work) {
            return new Task(data.length > LONG_INPUT_BYTES, work);
        }
    }

    private static final Map<String, Operation> OPERATIONS = operations();

    private CryptoGlobal() {}

    public static Value open(Realm realm) {
        Guest guest = realm.guest();
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("members", guest.tree(Parameters.MEMBERS));
        host.put("randomBytes", guest.function(arguments -> randomBytes(guest, arguments[0].asInt())));
        host.put("randomUUID", guest.function(_ -> UUID.randomUUID().toString()));
        OPERATIONS.forEach(
                (name, operation) -> host.put(name, guest.action(arguments -> start(realm, operation, arguments))));
        return guest.evaluate("crypto/webcrypto.js").execute(Guest.object(host));
    }

    private static Object randomBytes(Guest guest, int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return guest.arrayBuffer(bytes);
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("digest", arguments -> {
            Parameters parameters = SubtleArguments.parameters(arguments[0]);
            byte[] data = SubtleArguments.bytes(arguments[1]);
            return Task.on(data, _ -> WebCrypto.digest(parameters, data));
        });
        operations.put("encrypt", arguments -> crypt(arguments, WebCrypto::encrypt));
        operations.put("decrypt", arguments -> crypt(arguments, WebCrypto::decrypt));
        operations.put("sign", arguments -> crypt(arguments, WebCrypto::sign));
        operations.put("verify", arguments -> {
            Parameters parameters = SubtleArguments.parameters(arguments[0]);
            WebKey key = SubtleArguments.key(arguments[1]);
            byte[] signature = SubtleArguments.bytes(arguments[2]);
            byte[] data = SubtleArguments.bytes(arguments[3]);
            return Task.on(data, _ -> WebCrypto.verify(parameters, key, signature, data));
        });
        operations.put("generateKey", arguments -> {
            KeyRequest request = SubtleArguments.request(arguments[0], arguments[1], arguments[2]);
            boolean primes = arguments[0].hasMember("modulusLength");
            return new Task(primes, stop -> WebCrypto.generateKey(request, stop));
        });
        operations.put("importKey", CryptoGlobal::importKey);
        operations.put("exportKey", arguments -> {
            KeyFormat format = KeyFormat.of(arguments[0].asString());
            WebKey key = SubtleArguments.key(arguments[1]);
            return new Task(false, _ -> WebCrypto.exportKey(format, key));
        });
        operations.put("deriveBits", arguments -> {
            Parameters parameters = SubtleArguments.parameters(arguments[0]);
            WebKey key = SubtleArguments.key(arguments[1]);
            int bits = arguments[2].isNull() ? -1 : bits(arguments[2].asDouble());
            boolean lasts = arguments[0].hasMember("iterations");
            return new Task(lasts, stop -> WebCrypto.deriveBits(parameters, key, bits, stop));
        });
        operations.put("deriveKey", arguments -> {
            Parameters parameters = SubtleArguments.parameters(arguments[0]);
            WebKey key = SubtleArguments.key(arguments[1]);
            KeyRequest request = SubtleArguments.request(arguments[2], arguments[3], arguments[4]);
            boolean lasts = arguments[0].hasMember("iterations");
            return new Task(lasts, stop -> WebCrypto.deriveKey(parameters, key, request, stop));
        });
        return Map.copyOf(operations);
    }

    /** Encrypts, decrypts or signs. */
    @FunctionalInterface
    private interface Crypt {
        byte[] run(Parameters parameters, WebKey key, byte[] data);
    }

    private static Task crypt(Value[] arguments, Crypt crypt) {
        Parameters parameters = SubtleArguments.parameters(arguments[0]);
        WebKey key = SubtleArguments.key(arguments[1]);
        byte[] data = SubtleArguments.bytes(arguments[2]);
        return Task.on(data, _ -> crypt.run(parameters, key, data));
    }

    private static Task importKey(Value[] arguments) {
        KeyFormat format = KeyFormat.of(arguments[0].asString());
        var data = SubtleArguments.keyData(format, arguments[1]);
        KeyRequest request = SubtleArguments.request(arguments[2], arguments[3], arguments[4]);
        return new Task(false, _ -> WebCrypto.importKey(format, data, request));
    }

    private static int bits(double bits) {
        if (!(bits >= 0 && bits <= Integer.MAX_VALUE)) {
            throw WebCryptoException.type("length must be a whole number that is not negative");
        }
        return (int) bits;
    }

    private static void start(Realm realm, Operation operation, Value[] arguments) {
        Value resolve = arguments[arguments.length - 2];
        Value reject = arguments[arguments.length - 1];
        EventLoop.Pending pending = realm.loop().begin();
        Task task;
        try {
            task = operation.prepare(arguments);
        } catch (WebCryptoException e) {
            pending.complete(() -> reject.executeVoid(e.name(), e.reason()));
            return;
        } catch (RuntimeException e) {
            // a getter of the script threw: the promise's executor makes a rejection of it
            pending.complete(() -> {});
            throw e;
        }
        Stop stop = () -> realm.vu().stopped() || pending.abandoned();
        Executor where = task.lasts ? Workers.THREADS : Runnable::run;
        where.execute(() -> pending.complete(compute(realm.guest(), task.work, stop, resolve, reject)));
    }

    /** Computes, and returns what settles the promise. */
    private static Runnable compute(Guest guest, Work work, Stop stop, Value resolve, Value reject) {
        try {
            Object result = work.result(stop);
            return () -> resolve.executeVoid(SubtleResults.of(guest, result));
        } catch (WebCryptoException e) {
            return () -> reject.executeVoid(e.name(), e.reason());
        } catch (RuntimeException | Error e) {
            return () -> reject.executeVoid("OperationError", String.valueOf(e.getMessage()));
        }
    }
}
