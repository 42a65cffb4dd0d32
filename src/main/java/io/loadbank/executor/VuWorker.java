package io.loadbank.executor;

import io.loadbank.vu.VirtualUser;
import java.util.Optional;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Consumer;

/** A VU and the thread it owns: waits for work, does it, waits again. */
final class VuWorker {

    /** Tasks in order; an empty one ends the thread. */
    private final LinkedTransferQueue<Optional<Consumer<VirtualUser>>> work = new LinkedTransferQueue<>();

    private final VirtualUser user;

    VuWorker(VirtualUser user) {
        this.user = user;
    }

    VirtualUser user() {
        return user;
    }

    /** Gives the VU work; done on its thread. */
    void assign(Consumer<VirtualUser> task) {
        work.add(Optional.of(task));
    }

    /** Ends the thread after the work at hand. */
    void retire() {
        work.add(Optional.empty());
    }

    /** Works until retired; called on the VU's thread. */
    void work() {
        while (true) {
            Optional<Consumer<VirtualUser>> task;
            try {
                task = work.take();
            } catch (InterruptedException _) {
                // a late interrupt that was meant for an iteration that is over
                continue;
            }
            if (task.isEmpty()) {
                return;
            }
            task.get().accept(user);
        }
    }
}
