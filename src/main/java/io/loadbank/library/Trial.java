package io.loadbank.library;

import io.loadbank.plan.Problem;
import io.loadbank.script.ScriptFiles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What trying a script's init showed.
 *
 * @param files the upload with the remote modules it imports
 * @param options the exported options, a JSON-like tree; null if init did not get so far
 * @param exports names of the exported functions
 * @param imports the modules it imports
 * @param problems why it does not link, or why init failed, with line and column where there is one
 */
public record Trial(
        ScriptFiles files,
        @Nullable Map<String, Object> options,
        List<String> exports,
        List<String> imports,
        List<Problem> problems) {}
