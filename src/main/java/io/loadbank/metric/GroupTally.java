package io.loadbank.metric;

import io.loadbank.metric.MetricsSnapshot.CheckTotal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The groups and checks of a run, read off the time series of {@code checks} and {@code group_duration}. Guarded by
 * the store's lock.
 */
final class GroupTally {
    private static final String SEPARATOR = "::";

    private final Measured checks;
    private final Measured groupDurations;
    /** In the order they were first asked for, which is the order in which groups and checks are shown. */
    private final List<Series> watched = new ArrayList<>();

    private @Nullable Result last;
    private long lastSamples = -1;

    record Result(GroupTree tree, List<CheckTotal> checks) {}

    GroupTally(Measured checks, Measured groupDurations) {
        this.checks = checks;
        this.groupDurations = groupDurations;
    }

    void watch(Series series) {
        if (series.metric() == checks.metric || series.metric() == groupDurations.metric) {
            watched.add(series);
        }
    }

    Result result() {
        long samples = ((RateSink) checks.total).total() + ((TrendSink) groupDurations.total).count();
        Result known = last;
        if (known == null || samples != lastSamples) {
            known = build();
            last = known;
            lastSamples = samples;
        }
        return known;
    }

    private Result build() {
        Node root = new Node("", "");
        Map<String, long[]> byName = new LinkedHashMap<>();
        for (Series series : watched) {
            Sink own = series.own;
            if (own == null || own.isEmpty()) {
                continue;
            }
            String group = series.tags().get("group");
            Node node = group == null ? null : root.descend(group);
            String check = series.tags().get("check");
            if (own instanceof RateSink rate && check != null) {
                tally(byName, check, rate);
                if (node != null) {
                    tally(node.checks, check, rate);
                }
            }
        }
        List<CheckTotal> totals = new ArrayList<>(byName.size());
        byName.forEach((name, counts) -> totals.add(new CheckTotal(name, counts[0], counts[1])));
        return new Result(root.freeze(), List.copyOf(totals));
    }

    private static void tally(Map<String, long[]> checks, String name, RateSink rate) {
        long[] counts = checks.computeIfAbsent(name, unseen -> new long[2]);
        counts[0] += rate.trues();
        counts[1] += rate.total() - rate.trues();
    }

    static String id(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** A group while the tree grows. */
    private static final class Node {
        private final String name;
        private final String path;
        private final Map<String, Node> groups = new LinkedHashMap<>();
        /** Passes and fails by name. */
        private final Map<String, long[]> checks = new LinkedHashMap<>();

        Node(String name, String path) {
            this.name = name;
            this.path = path;
        }

        Node descend(String groupPath) {
            Node at = this;
            for (String step : groupPath.split(SEPARATOR, -1)) {
                if (!step.isEmpty()) {
                    String childPath = at.path + SEPARATOR + step;
                    at = at.groups.computeIfAbsent(step, unseen -> new Node(step, childPath));
                }
            }
            return at;
        }

        GroupTree freeze() {
            List<GroupTree> frozen = new ArrayList<>(groups.size());
            groups.values().forEach(group -> frozen.add(group.freeze()));
            List<GroupTree.Check> tallies = new ArrayList<>(checks.size());
            checks.forEach((check, counts) -> {
                String checkPath = path + SEPARATOR + check;
                tallies.add(new GroupTree.Check(check, checkPath, id(checkPath), counts[0], counts[1]));
            });
            return new GroupTree(name, path, id(path), List.copyOf(frozen), List.copyOf(tallies));
        }
    }
}
