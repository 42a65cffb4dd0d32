package io.loadbank.script.module.redis;

import io.loadbank.http.ConnectionPolicy;
import io.loadbank.http.NameResolver;
import io.loadbank.http.TransportError;
import io.loadbank.redis.RedisCommand;
import io.loadbank.redis.RedisLink;
import io.loadbank.redis.RedisNames;
import io.loadbank.redis.RedisReply;
import io.loadbank.redis.RedisTarget;
import io.loadbank.script.module.Attachments.Attachment;
import io.loadbank.script.module.Console;
import io.loadbank.script.module.EventLoop;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.vu.LogSink.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/**
 * The module {@code k6/experimental/redis}, or {@code k6/x/redis}.
 *
 * @param name the specifier it is imported by
 */
public record RedisModule(String name) implements JsModule {

    /** A client of one VU, as the VU looks after it. */
    private record Client(RedisLink link) implements Attachment {
        @Override
        public void interrupt() {
            link.interrupt();
        }

        @Override
        public void close() {
            link.close();
        }
    }

    @Override
    public List<String> exports() {
        return List.of("Client");
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        Map<String, Object> host = Map.of(
                "open", guest.function(arguments -> client(realm, arguments[0])),
                "send", guest.action(arguments -> send(realm, arguments)));
        return guest.evaluate("redis/redis.js").execute(Guest.object(host));
    }

    private static Object client(Realm realm, Value options) {
        RedisTarget target;
        try {
            TargetReader reader =
                    new TargetReader(realm.guest(), policy(realm).tls().verifies());
            target = reader.read(options);
            if (realm.vu().id() == 0 && !realm.run().isBound()) {
                reader.withoutEffect()
                        .forEach(option -> Console.line(
                                realm,
                                Level.WARN,
                                "redis: '" + option + "' has no effect: a client has one connection, not a pool"));
            }
        } catch (IllegalArgumentException e) {
            throw realm.guest().raise("TypeError", String.valueOf(e.getMessage()));
        }
        String complaint = RedisLink.complaint(target);
        if (complaint != null) {
            throw realm.guest().raise("TypeError", complaint);
        }
        Client client = new Client(new RedisLink(target, names(policy(realm).names())));
        realm.vu().attachments().add(client);
        return client;
    }

    private static ConnectionPolicy policy(Realm realm) {
        return realm.run().settings().connections();
    }

    /** The run's rules for names: hosts, blocked names, blocked networks, DNS. */
    private static RedisNames names(NameResolver resolver) {
        return (host, port) -> switch (resolver.resolve(host, port, Runnable::run)
                .join()) {
            case NameResolver.Resolution.Found(InetSocketAddress address) -> address;
            case NameResolver.Resolution.Refused(TransportError error) ->
                throw new IllegalArgumentException(error.text() + ": " + error.detail());
        };
    }

    /** Client, command, arguments, position of the key, resolve, reject. */
    private static void send(Realm realm, Value[] arguments) {
        Guest guest = realm.guest();
        if (realm.vu().phase() == Phase.INIT) {
            throw guest.raise("Error", "Redis commands are not available in the init context");
        }
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < arguments[2].getArraySize(); i++) {
            texts.add(arguments[2].getArrayElement(i).asString());
        }
        RedisCommand command = new RedisCommand(arguments[1].asString(), texts, arguments[3].asInt());
        Value resolve = arguments[4];
        Value reject = arguments[5];
        Client client = arguments[0].asHostObject();
        EventLoop.Pending pending = realm.loop().begin();
        client.link.send(command, reply -> pending.complete(() -> settle(guest, reply, resolve, reject)));
    }

    private static void settle(Guest guest, RedisReply reply, Value resolve, Value reject) {
        switch (reply) {
            case RedisReply.Answer(var tree) -> resolve.executeVoid(guest.tree(tree));
            case RedisReply.Failure(String message) -> reject.executeVoid(message);
        }
    }
}
