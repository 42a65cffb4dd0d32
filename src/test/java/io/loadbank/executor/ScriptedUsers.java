package io.loadbank.executor;

import io.loadbank.vu.VirtualUser;
import io.loadbank.vu.VirtualUsers;
import io.loadbank.vu.VuInitException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Makes scripted VUs and keeps hold of them. */
final class ScriptedUsers implements VirtualUsers {

    private final Map<Integer, ScriptedUser> made = new ConcurrentSkipListMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile IntPredicate fails = _ -> false;
    private volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    public VirtualUser create(int id) throws VuInitException {
        asked.incrementAndGet();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (fails.test(id)) {
            throw new VuInitException("the init of VU " + id + " failed", false);
        }
        ScriptedUser user = new ScriptedUser(id);
        made.put(id, user);
        return user;
    }

    void failFor(IntPredicate ids) {
        fails = ids;
    }

    /** Makes all creations wait until the returned latch is counted down. */
    CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        held = latch;
        return latch;
    }

    /** Creations that have begun. */
    int asked() {
        return asked.get();
    }

    ScriptedUser user(int id) {
        return Objects.requireNonNull(made.get(id), () -> "VU " + id);
    }

    List<ScriptedUser> all() {
        return List.copyOf(made.values());
    }

    List<ScriptedUser> iterating() {
        return made.values().stream().filter(ScriptedUser::iterating).toList();
    }

    int begun() {
        return made.values().stream().mapToInt(ScriptedUser::begun).sum();
    }
}
