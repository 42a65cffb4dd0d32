package io.loadbank.script;

import io.loadbank.plan.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trial init of an upload showed.
 *
 * @param linked whether it parses and all its imports exist; if not, the upload is refused with the problems
 * @param options the exported options as a JSON-like tree; null if init did not get so far
 * @param exports names of the exported functions
 * @param imports specifiers of the modules it imports, built-in ones included
 * @param missing URLs of the remote modules that are not there, as far as linking got
 * @param replaced URLs of the remote modules that libraries of ours stand for, as far as linking got
 * @param problems why linking or init failed, with line and column where there is one
 */
public record ScriptInspection(
        boolean linked,
        @Nullable Map<String, Object> options,
        List<String> exports,
        List<String> imports,
        List<String> missing,
        List<String> replaced,
        List<Problem> problems) {}
