package io.loadbank.script.module;

import java.util.ArrayList;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** {@code exec.vu.metrics.metadata}: like the tags, but no part of a time series' identity. */
final class MetadataObject implements ProxyObject {

    private final Realm realm;

    MetadataObject(Realm realm) {
        this.realm = realm;
    }

    @Override
    public @Nullable Object getMember(String key) {
        return realm.vu().metadata().get(key);
    }

    @Override
    public Object getMemberKeys() {
        return Guest.array(new ArrayList<>(realm.vu().metadata().keySet()));
    }

    @Override
    public boolean hasMember(String key) {
        return realm.vu().metadata().containsKey(key);
    }

    @Override
    public void putMember(String key, Value value) {
        String text = TagArguments.text(realm.guest(), value);
        if (text == null) {
            throw realm.guest().raise("TypeError", "only string, boolean and number values can be metadata");
        }
        realm.vu().metadata().put(key, text);
    }

    @Override
    public boolean removeMember(String key) {
        realm.vu().metadata().remove(key);
        return true;
    }
}
