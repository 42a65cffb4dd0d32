package io.loadbank.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The specifiers in a module's text, found without parsing it: in import and export statements and in calls of require.
 */
final class ImportStatements {

    /** Between the keyword and the specifier stand names, braces and comments, but no quotes and no calls. */
    private static final Pattern STATIC = Pattern.compile("(?<![\\w$.])(?:import\\s*|(?:import|export)\\b"
            + "(?:/\\*.*?\\*/|[^\"'`();=/])*?\\bfrom\\s*)([\"'])([^\"'\\n]+)\\1");

    private static final Pattern REQUIRE = Pattern.compile("(?<![\\w$.])require\\s*\\(\\s*([\"'])([^\"'\\n]+)\\1");

    private ImportStatements() {}

    /**
     * One of them.
     *
     * @param line of the specifier, from 1
     * @param column of the specifier, from 1
     */
    record Import(String specifier, int line, int column) {}

    static List<Import> in(String text) {
        List<Import> imports = new ArrayList<>();
        for (Pattern pattern : List.of(STATIC, REQUIRE)) {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                int start = found.start(1);
                int line = 1
                        + (int) text.substring(0, start)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                imports.add(new Import(found.group(2), line, start - text.lastIndexOf('\n', start)));
            }
        }
        return imports;
    }

    private static boolean isPath(String specifier) {
        return specifier.startsWith(".") || specifier.startsWith("/") || specifier.startsWith("file:");
    }

    /** The text with other specifiers where its import and export statements have paths. */
    static String rewritten(String text, UnaryOperator<String> specifier) {
        return STATIC.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(text.substring(found.start(), found.start(2))
                        + (isPath(found.group(2)) ? specifier.apply(found.group(2)) : found.group(2))
                        + found.group(1)));
    }
}
