package io.loadbank.metric;

import java.util.List;

/**
 * Groups and their checks as a tree, children in the order they were first seen. The root has an empty name and path.
 *
 * @param path {@code ::outer::inner}
 * @param id lower-case hexadecimal MD5 of the path
 */
public record GroupTree(String name, String path, String id, List<GroupTree> groups, List<Check> checks) {

    /** The tally of one check in one group. */
    public record Check(String name, String path, String id, long passes, long fails) {}
}
