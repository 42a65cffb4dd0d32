package io.loadbank.generator;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what Linux tells of cores, quota, ports and files: {@code /proc/stat}, {@code /proc/net/sockstat[6]},
 * {@code /proc/sys/net/ipv4/ip_local_port_range} and the cgroup's {@code cpu.stat} (proc(5), cgroup-v2). What a platform
 * does not have is NaN. Not thread-safe.
 */
final class MachineProbe {

    /** Cumulated times of all cores in clock ticks: columns of the first line of {@code /proc/stat}. */
    private record Ticks(long busy, long stolen, long all) {
        static final Ticks NONE = new Ticks(0, 0, 0);
    }

    private final Path proc;
    private final Path cgroup;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private Ticks ticks = Ticks.NONE;
    private long throttledMicros = -1;
    private long ownNanos = -1;
    private long readAtNanos;

    private double busyShare = Double.NaN;
    private double stolenShare = Double.NaN;
    private double ownShare = Double.NaN;
    private double throttledShare = Double.NaN;

    /**
     * A probe of one machine.
     *
     * @param root {@code /}, or where a test has its files
     */
    MachineProbe(Path root) {
        this.proc = root.resolve("proc");
        this.cgroup = root.resolve("sys/fs/cgroup");
    }

    /** Reads again; the shares are those since the last time. */
    void read(long nowNanos) {
        double elapsedNanos = nowNanos - readAtNanos;
        readAtNanos = nowNanos;
        Ticks now = ticks();
        Ticks before = ticks;
        ticks = now;
        boolean measured = before.all > 0 && now.all > before.all;
        double all = measured ? now.all - before.all : Double.NaN;
        double stolen = now.stolen - before.stolen;
        busyShare = measured && all > stolen ? (now.busy - before.busy) / (all - stolen) : Double.NaN;
        stolenShare = measured ? stolen / all : Double.NaN;

        long own = ownNanos();
        ownShare = ownNanos < 0 || own < 0 ? Double.NaN : (own - ownNanos) / elapsedNanos / cores;
        ownNanos = own;

        long throttled = number(cgroup.resolve("cpu.stat"), "throttled_usec");
        throttledShare = throttledMicros < 0 || throttled < 0
                ? Double.NaN
                : Math.min(1, (throttled - throttledMicros) * 1e3 / elapsedNanos);
        throttledMicros = throttled;
    }

    double busyShare() {
        return busyShare;
    }

    double stolenShare() {
        return stolenShare;
    }

    double ownShare() {
        return ownShare;
    }

    double throttledShare() {
        return throttledShare;
    }

    /** Open and lingering connections of this machine by the number of ephemeral ports; one target needs one each. */
    double portsUsed() {
        List<String> range = words(proc.resolve("sys/net/ipv4/ip_local_port_range"), "");
        long used = sockets("net/sockstat", "TCP:") + Math.max(0, sockets("net/sockstat6", "TCP6:"));
        if (range.size() < 2 || used < 0) {
            return Double.NaN;
        }
        return used / (Double.parseDouble(range.get(1)) - Double.parseDouble(range.get(0)) + 1);
    }

    private long sockets(String file, String line) {
        List<String> words = words(proc.resolve(file), line);
        long sum = -1;
        for (int i = 1; i + 1 < words.size(); i += 2) {
            if (words.get(i).equals("inuse") || words.get(i).equals("tw")) {
                sum = Math.max(0, sum) + Long.parseLong(words.get(i + 1));
            }
        }
        return sum;
    }

    /** Files that this process has open, by how many it may. */
    static double filesUsed() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        && unix.getMaxFileDescriptorCount() > 0
                ? (double) unix.getOpenFileDescriptorCount() / unix.getMaxFileDescriptorCount()
                : Double.NaN;
    }

    private static long ownNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean process
                ? process.getProcessCpuTime()
                : -1;
    }

    private Ticks ticks() {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests are in user already
        List<String> words = words(proc.resolve("stat"), "cpu ");
        if (words.size() < 9) {
            return Ticks.NONE;
        }
        long all = 0;
        for (int i = 1; i <= 8; i++) {
            all += Long.parseLong(words.get(i));
        }
        long idle = Long.parseLong(words.get(4)) + Long.parseLong(words.get(5));
        long stolen = Long.parseLong(words.get(8));
        return new Ticks(all - idle - stolen, stolen, all);
    }

    private static long number(Path file, String name) {
        List<String> words = words(file, name + " ");
        return words.size() < 2 ? -1 : Long.parseLong(words.get(1));
    }

    /** The words of the first line that starts so; none if there is no such line or file. */
    private static List<String> words(Path file, String start) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(start)) {
                    return List.of(line.strip().split("\\s+"));
                }
            }
        } catch (IOException _) {
            // this platform does not tell
        }
        return List.of();
    }
}
