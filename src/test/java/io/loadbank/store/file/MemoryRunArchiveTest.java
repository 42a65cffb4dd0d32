package io.loadbank.store.file;

import io.loadbank.run.RunArchive;

class MemoryRunArchiveTest extends RunArchiveContract {
    private final MemoryRunArchive archive = new MemoryRunArchive();

    @Override
    protected RunArchive open() {
        return archive;
    }
}
