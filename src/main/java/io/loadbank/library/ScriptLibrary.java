package io.loadbank.library;

import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptInspection;
import io.loadbank.script.ScriptInspector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that were uploaded. Thread-safe; uploading and validating block for the length of the script's init, the
 * rest for a disk access at most.
 *
 * <p>Storage that fails is not the user's mistake: it is thrown as {@link UncheckedIOException}.
 */
public final class ScriptLibrary {
    private static final Pattern STEM = Pattern.compile("(?:.*/)?([^/]+?)(?:\\.[^./]*)?");
    private static final Comparator<ScriptVersion> NEWEST_FIRST = Comparator.comparing(ScriptVersion::createdAt)
            .thenComparingInt(ScriptVersion::version)
            .reversed();

    private final ScriptStore store;
    private final RemoteImports remoteImports;
    private final LibraryLimits limits;
    private final InstantSource clock;
    private final UploadRules rules;

    /** Guards changes; reading goes without. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<ScriptVersion> versions = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> lastVersions = new HashMap<>();

    /** Opens the library with what the store holds. */
    public ScriptLibrary(
            ScriptStore store,
            ScriptInspector inspector,
            RemoteModules modules,
            LibraryLimits limits,
            InstantSource clock) {
        this.store = store;
        this.remoteImports = new RemoteImports(modules, inspector, limits);
        this.limits = limits;
        this.clock = clock;
        this.rules = new UploadRules(limits);
        try {
            ScriptStore.Contents contents = store.load();
            versions.addAll(contents.versions());
            lastVersions.putAll(contents.lastVersions());
        } catch (IOException e) {
            throw new UncheckedIOException("the stored scripts cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Stores a script unless its name has these very bytes already.
     *
     * @param name null takes the name of the main script's file, without directory and ending
     * @param entry path of the main script; null takes the only file, else main.js, index.js or script.js
     * @param files contents by path; must not be changed afterwards
     */
    public Uploaded upload(@Nullable String name, @Nullable String entry, Map<String, byte[]> files) {
        List<Problem> problems = new ArrayList<>(name == null ? List.of() : UploadRules.name(name));
        return switch (rules.check(entry, files)) {
            case Checked.Bad(var wrong) -> {
                problems.addAll(wrong);
                yield new Uploaded.Refused(problems);
            }
            case Checked.Good(var good) -> {
                String chosen = name == null ? nameOf(good) : name;
                yield problems.isEmpty() ? store(chosen, good) : new Uploaded.Refused(problems);
            }
        };
    }

    /** Whether the bytes are a tar, whatever they were called. */
    public static boolean isArchive(byte[] bytes) {
        return K6Archive.isTar(bytes);
    }

    /** What a {@code k6 archive} holds; stores nothing. */
    public Unpacked unpack(byte[] tar) {
        return K6Archive.unpack(tar, limits);
    }

    /** Whether files may be uploaded; stores nothing and tries nothing. */
    public Checked check(@Nullable String entry, Map<String, byte[]> files) {
        return rules.check(entry, files);
    }

    /** Tries a script's init and stores nothing. */
    public Trial inspect(ScriptFiles files, Map<String, String> env) {
        RemoteImports.Completed completed = remoteImports.complete(files, env);
        ScriptInspection seen = completed.inspection();
        return new Trial(completed.files(), seen.options(), seen.exports(), seen.imports(), seen.problems());
    }

    /** The version a reference stands for: {@code name} (the newest), {@code name@version}, {@code sha256:<hex>}. */
    public @Nullable ScriptVersion find(String reference) {
        return switch (ScriptRef.parse(reference)) {
            case null -> null;
            case ScriptRef.Newest(var name) ->
                versions.stream()
                        .filter(it -> it.name().equals(name))
                        .max(Comparator.comparingInt(ScriptVersion::version))
                        .orElse(null);
            case ScriptRef.Exact(var name, var version) ->
                versions.stream()
                        .filter(it -> it.name().equals(name) && it.version() == version)
                        .findFirst()
                        .orElse(null);
            case ScriptRef.Digest(var digest) ->
                versions.stream()
                        .filter(it -> it.digest().equals(digest))
                        .min(NEWEST_FIRST)
                        .orElse(null);
        };
    }

    /** All versions of all scripts, newest first. */
    public List<ScriptVersion> list() {
        return versions.stream().sorted(NEWEST_FIRST).toList();
    }

    /** The contents of a version; null if it was deleted. */
    public @Nullable ScriptFiles files(ScriptVersion version) {
        if (!versions.contains(version)) {
            return null;
        }
        try {
            return store.files(version);
        } catch (IOException e) {
            if (!versions.contains(version)) {
                return null;
            }
            throw new UncheckedIOException(version.reference() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** One file of a version; null if there is none of this path. */
    public byte @Nullable [] file(ScriptVersion version, String path) {
        ScriptFiles files = files(version);
        return files == null ? null : files.files().get(path);
    }

    /** Forgets what the reference stands for: a bare name stands for all its versions here. */
    public Deletion delete(String reference, Predicate<ScriptVersion> inUse) {
        lock.lock();
        try {
            ScriptVersion found = find(reference);
            if (found == null) {
                return new Deletion.Unknown();
            }
            List<ScriptVersion> doomed = ScriptRef.parse(reference) instanceof ScriptRef.Newest(var name)
                    ? versions.stream().filter(it -> it.name().equals(name)).toList()
                    : List.of(found);
            for (ScriptVersion each : doomed) {
                if (inUse.test(each)) {
                    return new Deletion.InUse(each);
                }
            }
            for (ScriptVersion each : doomed) {
                store.delete(each);
                versions.remove(each);
            }
            return new Deletion.Deleted(doomed);
        } catch (IOException e) {
            throw new UncheckedIOException(reference + " cannot be deleted: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private Uploaded store(String name, ScriptFiles uploaded) {
        ScriptVersion known = find(name, Digests.of(uploaded));
        if (known != null) {
            return new Uploaded.Stored(known, false);
        }
        // outside the lock: the init may take seconds
        RemoteImports.Completed completed = remoteImports.complete(uploaded, Map.of());
        ScriptInspection inspection = completed.inspection();
        if (!inspection.linked()) {
            return new Uploaded.Refused(inspection.problems());
        }
        ScriptFiles files = completed.files();
        if (rules.check(files.entry(), files.files()) instanceof Checked.Bad(var problems)) {
            return new Uploaded.Refused(problems);
        }
        String digest = Digests.of(files);
        lock.lock();
        try {
            known = find(name, digest);
            if (known != null) {
                return new Uploaded.Stored(known, false);
            }
            int number = lastVersions.getOrDefault(name, 0) + 1;
            ScriptVersion made = version(name, number, digest, files, inspection);
            store.save(made, files);
            lastVersions.put(name, number);
            versions.add(made);
            return new Uploaded.Stored(made, true);
        } catch (IOException e) {
            throw new UncheckedIOException("the script cannot be stored: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private ScriptVersion version(
            String name, int number, String digest, ScriptFiles files, ScriptInspection inspection) {
        List<ScriptVersion.FileEntry> entries = new ArrayList<>();
        files.files().forEach((path, bytes) -> entries.add(new ScriptVersion.FileEntry(path, bytes.length)));
        return new ScriptVersion(
                name,
                number,
                digest,
                files.entry(),
                entries,
                inspection.options(),
                inspection.exports(),
                inspection.problems(),
                clock.instant());
    }

    private @Nullable ScriptVersion find(String name, String digest) {
        for (ScriptVersion each : versions) {
            if (each.name().equals(name) && each.digest().equals(digest)) {
                return each;
            }
        }
        return null;
    }

    private static String nameOf(ScriptFiles files) {
        Matcher stem = STEM.matcher(files.entry());
        String name = stem.matches() ? stem.group(1) : "";
        return ScriptRef.isName(name) ? name : "script";
    }
}
