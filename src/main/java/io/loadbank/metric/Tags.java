package io.loadbank.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An immutable set of key-value pairs, sorted by key, equal by content, with its hash computed once. */
public final class Tags {
    public static final Tags EMPTY = new Tags(new String[0]);

    /** Key, value, key, value, …, keys strictly ascending. */
    private final String[] pairs;

    private final int hash;

    private Tags(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Tags of(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return EMPTY;
        }
        String[] pairs = new String[2 * tags.size()];
        int at = 0;
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            pairs[at++] = tag.getKey();
            pairs[at++] = tag.getValue();
        }
        return new Tags(pairs);
    }

    public static Tags of(String key, String value) {
        return new Tags(new String[] {key, value});
    }

    public @Nullable String get(String key) {
        int at = find(key);
        return at >= 0 ? pairs[2 * at + 1] : null;
    }

    /** These tags with one value set or replaced. */
    public Tags with(String key, String value) {
        int at = find(key);
        if (at >= 0) {
            if (pairs[2 * at + 1].equals(value)) {
                return this;
            }
            String[] changed = pairs.clone();
            changed[2 * at + 1] = value;
            return new Tags(changed);
        }
        int cut = 2 * (-at - 1);
        String[] grown = new String[pairs.length + 2];
        System.arraycopy(pairs, 0, grown, 0, cut);
        grown[cut] = key;
        grown[cut + 1] = value;
        System.arraycopy(pairs, cut, grown, cut + 2, pairs.length - cut);
        return new Tags(grown);
    }

    /** These tags overlaid by others: where both have a key, the overlay's value counts. */
    public Tags with(Tags overlay) {
        if (overlay.pairs.length == 0) {
            return this;
        }
        if (pairs.length == 0) {
            return overlay;
        }
        String[] merged = new String[pairs.length + overlay.pairs.length];
        int to = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < pairs.length || theirs < overlay.pairs.length) {
            int order = mine == pairs.length
                    ? 1
                    : theirs == overlay.pairs.length ? -1 : pairs[mine].compareTo(overlay.pairs[theirs]);
            String[] from = order < 0 ? pairs : overlay.pairs;
            int at = order < 0 ? mine : theirs;
            merged[to++] = from[at];
            merged[to++] = from[at + 1];
            mine += order <= 0 ? 2 : 0;
            theirs += order >= 0 ? 2 : 0;
        }
        return new Tags(to == merged.length ? merged : Arrays.copyOf(merged, to));
    }

    /** These tags with each value replaced by what a function makes of it; this object if it keeps them all. */
    public Tags withValues(UnaryOperator<String> change) {
        Tags changed = this;
        for (int i = 1; i < pairs.length; i += 2) {
            String value = change.apply(pairs[i]);
            if (!value.equals(pairs[i])) {
                changed = changed.with(pairs[i - 1], value);
            }
        }
        return changed;
    }

    public Tags without(String key) {
        int at = find(key);
        if (at < 0) {
            return this;
        }
        String[] shrunk = new String[pairs.length - 2];
        System.arraycopy(pairs, 0, shrunk, 0, 2 * at);
        System.arraycopy(pairs, 2 * at + 2, shrunk, 2 * at, shrunk.length - 2 * at);
        return shrunk.length == 0 ? EMPTY : new Tags(shrunk);
    }

    public int size() {
        return pairs.length / 2;
    }

    public String key(int i) {
        return pairs[2 * i];
    }

    public String value(int i) {
        return pairs[2 * i + 1];
    }

    /** An unmodifiable copy, in key order. */
    public Map<String, String> asMap() {
        Map<String, String> map = LinkedHashMap.newLinkedHashMap(size());
        for (int i = 0; i < size(); i++) {
            map.put(key(i), value(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Whether every pair of the others is among these. */
    public boolean containsAll(Tags others) {
        for (int i = 0; i < others.size(); i++) {
            if (!others.value(i).equals(get(others.key(i)))) {
                return false;
            }
        }
        return true;
    }

    /** The index of the pair with this key, or {@code -(insertion point) - 1}. Few pairs: a scan beats a search. */
    private int find(String key) {
        for (int i = 0; i < pairs.length; i += 2) {
            int order = pairs[i].compareTo(key);
            if (order >= 0) {
                return order == 0 ? i / 2 : -(i / 2) - 1;
            }
        }
        return -(pairs.length / 2) - 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Tags tags && hash == tags.hash && Arrays.equals(pairs, tags.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
