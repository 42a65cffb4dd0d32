package io.loadbank.library;

import io.loadbank.plan.Problem;
import io.loadbank.script.ModuleUrl;
import io.loadbank.script.ScriptFiles;
import io.loadbank.script.ScriptInspection;
import io.loadbank.script.ScriptInspector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Completes an upload with the remote modules that it imports, and those that they import: from then on they are files of
 * the script like all others, kept and named with its version, so that a later run gets the same bytes.
 */
final class RemoteImports {

    /** How deep a graph of remote modules may be, each fetched only after its importer. */
    private static final int MAX_ROUNDS = 30;

    private static final int MAX_MODULES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RemoteModules modules;
    private final ScriptInspector inspector;
    private final LibraryLimits limits;

    RemoteImports(RemoteModules modules, ScriptInspector inspector, LibraryLimits limits) {
        this.modules = modules;
        this.inspector = inspector;
        this.limits = limits;
    }

    /** An upload with its remote modules, and what its init showed. */
    record Completed(ScriptFiles files, ScriptInspection inspection) {}

    Completed complete(ScriptFiles upload, Map<String, String> env) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        ScriptFiles files = upload;
        Map<String, String> refused = new TreeMap<>();
        for (int round = 0; ; round++) {
            ScriptInspection inspection = inspector.inspect(files, env, limits.initTimeout());
            Map<String, byte[]> all = new TreeMap<>(files.files());
            int before = all.size();
            for (String url : inspection.missing()) {
                if (!refused.containsKey(url) && !all.containsKey(ModuleUrl.path(url))) {
                    boolean late = System.nanoTime() > endNanos || round >= MAX_ROUNDS;
                    fetch(url, late, all, upload.files().size(), refused);
                }
            }
            Map<String, String> spoilt = new TreeMap<>();
            for (String url : inspection.replaced()) {
                keep(url, all, spoilt);
            }
            if (all.size() == before) {
                return new Completed(files, explained(inspection, refused, spoilt));
            }
            files = new ScriptFiles(files.entry(), all);
        }
    }

    private void fetch(String url, boolean late, Map<String, byte[]> all, int uploaded, Map<String, String> refused) {
        if (late || all.size() - uploaded >= MAX_MODULES) {
            refused.put(
                    url,
                    "the script imports more than can be fetched: " + MAX_MODULES + " modules, " + MAX_ROUNDS
                            + " deep, within " + PATIENCE.toSeconds() + " s");
            return;
        }
        switch (modules.fetch(url, limits.maxFileBytes())) {
            case RemoteModules.Fetched.Refused(String reason) -> refused.put(url, reason);
            case RemoteModules.Fetched.Module(byte[] bytes) -> all.put(ModuleUrl.path(url), bytes);
        }
    }

    /** Takes what the operator keeps of a module in place of the library of ours that stands for it. */
    private void keep(String url, Map<String, byte[]> all, Map<String, String> spoilt) {
        switch (modules.kept(url, limits.maxFileBytes())) {
            case null -> {}
            case RemoteModules.Fetched.Refused(String reason) -> spoilt.put(url, reason);
            case RemoteModules.Fetched.Module(byte[] bytes) -> all.put(ModuleUrl.path(url), bytes);
        }
    }

    /** The problems with the reason why a module could not be had before the advice. */
    private static ScriptInspection explained(
            ScriptInspection inspection, Map<String, String> refused, Map<String, String> spoilt) {
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : inspection.problems()) {
            String reason = refused.entrySet().stream()
                    .filter(each -> problem.message().contains("'" + each.getKey() + "'"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            problems.add(
                    reason == null
                            ? problem
                            : new Problem(problem.path(), problem.message(), reason + "; " + problem.hint()));
        }
        spoilt.forEach(
                (url, reason) -> problems.add(new Problem("imports", "'" + url + "' cannot be used: " + reason)));
        return new ScriptInspection(
                inspection.linked() && spoilt.isEmpty(),
                inspection.options(),
                inspection.exports(),
                inspection.imports(),
                inspection.missing(),
                inspection.replaced(),
                problems);
    }
}
