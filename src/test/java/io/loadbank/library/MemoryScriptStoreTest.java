package io.loadbank.library;

class MemoryScriptStoreTest extends ScriptStoreContract {
    private final MemoryScriptStore store = new MemoryScriptStore();

    @Override
    protected ScriptStore open() {
        return store;
    }
}
