package io.loadbank.script.module;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What of a VU lives outside its thread beside its HTTP client: connections that modules have opened. Thread-safe. */
public final class Attachments {

    /** One of them. */
    public interface Attachment {

        /** Ends the operations under way, so that each reports back at once. It can be used again afterwards. */
        void interrupt();

        /** Gives everything back; nothing can be done with it any more. */
        void close();
    }

    private final List<Attachment> all = new CopyOnWriteArrayList<>();

    public void add(Attachment attachment) {
        all.add(attachment);
    }

    public void interrupt() {
        all.forEach(Attachment::interrupt);
    }

    void close() {
        all.forEach(Attachment::close);
        all.clear();
    }
}
