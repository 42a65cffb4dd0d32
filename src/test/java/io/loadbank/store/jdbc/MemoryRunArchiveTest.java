package io.loadbank.store.jdbc;

import io.loadbank.run.MemoryArchive;
import io.loadbank.run.RunArchive;

/** The archive of other tests keeps the same promises. */
class MemoryRunArchiveTest extends RunArchiveContract {
    private final RunArchive archive = new MemoryArchive();

    @Override
    protected RunArchive open() {
        return archive;
    }
}
