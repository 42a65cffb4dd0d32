package io.loadbank.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An immutable, ordered list of header fields with canonical names ({@code X-My-Id}), one value per name. */
public final class Headers {

    public static final Headers EMPTY = new Headers(new String[0], 0);

    /** Names at even, values at odd places. */
    private final String[] fields;

    private final int size;

    private Headers(String[] fields, int size) {
        this.fields = fields;
        this.size = size;
    }

    /** Headers of alternating names and values; a repeated name keeps its first place and its last value. */
    public static Headers of(String... namesAndValues) {
        Builder builder = builder();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            builder.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fields = Arrays.copyOf(fields, Math.max(8, size * 2 + 4));
        builder.size = size;
        return builder;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The canonical name at a place from 0 to {@code size() - 1}. */
    public String name(int index) {
        return fields[2 * index];
    }

    public String value(int index) {
        return fields[2 * index + 1];
    }

    /** The value of that name in any letter case, or null. */
    public @Nullable String get(String name) {
        int at = find(fields, size, name);
        return at < 0 ? null : fields[2 * at + 1];
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(name(i), value(i));
        }
    }

    /** A new map in the same order. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers that
                && size == that.size
                && Arrays.equals(fields, 0, 2 * size, that.fields, 0, 2 * size);
    }

    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }

    private static int find(String[] fields, int size, String name) {
        for (int i = 0; i < size; i++) {
            if (fields[2 * i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Collects fields; not reusable after {@link #build()}. */
    public static final class Builder {
        private String[] fields = new String[16];
        private int size;

        private Builder() {}

        /** Sets the only value of a name. */
        public Builder set(String name, String value) {
            int at = find(fields, size, name);
            if (at >= 0) {
                fields[2 * at + 1] = value;
                return this;
            }
            return append(HeaderName.canonical(name), value);
        }

        /** Sets the only value of a name that goes out in exactly these letters. */
        public Builder setExact(String name, String value) {
            remove(name);
            return append(name, value);
        }

        /** Adds a value; a repeated name's values are joined by a comma and a space. */
        public Builder add(String name, String value) {
            return addCanonical(HeaderName.canonical(name), value);
        }

        public Builder remove(String name) {
            int at = find(fields, size, name);
            if (at >= 0) {
                System.arraycopy(fields, 2 * at + 2, fields, 2 * at, 2 * (size - at - 1));
                size--;
            }
            return this;
        }

        public @Nullable String get(String name) {
            int at = find(fields, size, name);
            return at < 0 ? null : fields[2 * at + 1];
        }

        public Headers build() {
            return size == 0 ? EMPTY : new Headers(fields, size);
        }

        Builder addCanonical(String name, String value) {
            for (int i = 0; i < size; i++) {
                if (fields[2 * i].equals(name)) {
                    fields[2 * i + 1] = fields[2 * i + 1] + ", " + value;
                    return this;
                }
            }
            return append(name, value);
        }

        private Builder append(String name, String value) {
            if (2 * size == fields.length) {
                fields = Arrays.copyOf(fields, 2 * fields.length);
            }
            fields[2 * size] = name;
            fields[2 * size + 1] = value;
            size++;
            return this;
        }
    }
}
