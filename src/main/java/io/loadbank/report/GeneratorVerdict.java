package io.loadbank.report;

import java.util.List;

/**
 * Whether the generator itself held what it measured.
 *
 * @param verdict {@code ok}, {@code degraded} or {@code saturated}
 * @param reasons in words and numbers
 */
public record GeneratorVerdict(String verdict, List<String> reasons) {}
