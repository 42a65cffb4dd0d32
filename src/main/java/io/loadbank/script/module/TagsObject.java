package io.loadbank.script.module;

import io.loadbank.metric.Tags;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** {@code exec.vu.metrics.tags}: the VU's live tags as an object that can be read, set, deleted and enumerated. */
final class TagsObject implements ProxyObject {

    private final Realm realm;

    TagsObject(Realm realm) {
        this.realm = realm;
    }

    @Override
    public @Nullable Object getMember(String key) {
        return realm.vu().tags().get(key);
    }

    @Override
    public Object getMemberKeys() {
        Tags tags = realm.vu().tags();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            keys.add(tags.key(i));
        }
        return Guest.array(keys);
    }

    @Override
    public boolean hasMember(String key) {
        return realm.vu().tags().get(key) != null;
    }

    @Override
    public void putMember(String key, Value value) {
        String text = TagArguments.text(realm.guest(), value);
        if (text == null) {
            throw realm.guest().raise("TypeError", "only string, boolean and number values can be tags");
        }
        realm.vu().tag(key, text);
    }

    @Override
    public boolean removeMember(String key) {
        realm.vu().untag(key);
        return true;
    }
}
