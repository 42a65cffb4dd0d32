package io.loadbank.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loadbank.plan.Problem;
import io.loadbank.script.ArchiveMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A tar that {@code k6 archive} wrote, being unpacked: {@code metadata.json}, {@code data} (the main script),
 * {@code file/<absolute path>} and {@code https/<host>/<path>}.
 *
 * <p>Inside the upload the tree {@code file/} becomes the root, so that absolute paths stay what they were;
 * {@code https/} stays where it is, and the metadata lies at {@link ArchiveMetadata#PATH}.
 */
final class K6Archive {

    private static final int MAGIC_OFFSET = 257;
    private static final byte[] MAGIC = "ustar".getBytes(UTF_8);
    private static final String METADATA = "metadata.json";
    private static final String DATA = "data";
    private static final String LOCAL = "file/";
    private static final String REMOTE = "https/";

    private final LibraryLimits limits;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, byte[]> files = new TreeMap<>();

    /** The entry that is a hard link to {@code data}; null for none. */
    private @Nullable String linked;

    private byte @Nullable [] data;
    private byte @Nullable [] metadata;
    private long total;

    private K6Archive(LibraryLimits limits) {
        this.limits = limits;
    }

    /** Whether the bytes are a tar, as every tool of the last decades writes it. */
    static boolean isTar(byte[] bytes) {
        if (bytes.length < MAGIC_OFFSET + MAGIC.length) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[MAGIC_OFFSET + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    static Unpacked unpack(byte[] tar, LibraryLimits limits) {
        K6Archive archive = new K6Archive(limits);
        archive.read(tar);
        return archive.unpacked();
    }

    private void read(byte[] tar) {
        int entries = 0;
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar), UTF_8.name())) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++entries > 2L * limits.maxFiles()) {
                    problem("the archive has more entries than " + limits.maxFiles() + " files can need");
                    return;
                }
                if (!entry.isDirectory() && !take(entry, in)) {
                    return;
                }
            }
            if (entries == 0) {
                problem("the body is no tar, or an empty one");
            }
        } catch (IOException | IllegalArgumentException e) {
            problem("the tar cannot be read: " + e.getMessage());
        }
    }

    /** Takes one entry; false if it is of no use to go on. */
    private boolean take(TarArchiveEntry entry, TarArchiveInputStream in) throws IOException {
        String name = entry.getName();
        if (entry.isLink() && entry.getLinkName().equals(DATA) && linked == null) {
            linked = name;
            return true;
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
            problem("'" + name + "' is a link; but for one from the main script to data, links are refused");
            return true;
        }
        if (!entry.isFile() || entry.isSparse()) {
            problem("'" + name + "' is no regular file");
            return true;
        }
        if (entry.getSize() > limits.maxFileBytes()) {
            problem("'" + name + "' has " + entry.getSize() + " bytes, a file may have " + limits.maxFileBytes());
            return true;
        }
        total += entry.getSize();
        if (total > limits.maxUnpackedBytes()) {
            problem("the files have more than the " + limits.maxUnpackedBytes() + " bytes that are allowed together");
            return false;
        }
        byte[] content = in.readNBytes((int) entry.getSize());
        if (content.length < entry.getSize()) {
            throw new IOException("it ends in the middle of '" + name + "'");
        }
        keep(name, content);
        return true;
    }

    private void keep(String name, byte[] content) {
        if (name.equals(METADATA)) {
            metadata = content;
        } else if (name.equals(DATA)) {
            data = content;
        } else if (name.startsWith(LOCAL) || name.startsWith(REMOTE)) {
            if (files.put(inside(name), content) != null) {
                problem("'" + name + "' is there twice");
            }
        } else {
            problem("'" + name + "' is nothing that a k6 archive has");
        }
    }

    private static String inside(String name) {
        return name.startsWith(LOCAL) ? name.substring(LOCAL.length()) : name;
    }

    private Unpacked unpacked() {
        byte[] about = metadata;
        if (about == null) {
            if (problems.isEmpty()) {
                problem("there is no metadata.json, so this is no k6 archive");
            }
            return new Unpacked.Bad(problems);
        }
        String entry = ArchiveMetadata.entry(about);
        if (entry == null) {
            problem("metadata.json is no JSON, or does not name the main script in filename");
            return new Unpacked.Bad(problems);
        }
        if (linked != null && !inside(linked).equals(entry)) {
            problem("'" + linked + "' is a link; but for one from the main script to data, links are refused");
        }
        byte[] main = data;
        if (!files.containsKey(entry) && main != null) {
            files.put(entry, main);
        }
        if (problems.isEmpty() && !files.containsKey(entry)) {
            problem("the main script '" + entry + "' is not in the archive");
        }
        files.put(ArchiveMetadata.PATH, about);
        return problems.isEmpty() ? new Unpacked.Files(entry, files) : new Unpacked.Bad(problems);
    }

    private void problem(String message) {
        problems.add(new Problem("file", message));
    }
}
