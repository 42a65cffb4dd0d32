package io.loadbank.generator;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Hears of each collection how long it stopped all threads, and what it left in the heap. Thread-safe. */
final class CollectorProbe implements NotificationListener, AutoCloseable {

    private final AtomicLong pausedMillis = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();
    private volatile double live = Double.NaN;

    CollectorProbe() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
            }
        }
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            GarbageCollectionNotificationInfo collection = GarbageCollectionNotificationInfo.from(data);
            // cycles beside the threads stop nobody; their stops are told as pauses of their own
            if (!collection.getGcCause().equals("No GC")
                    && !collection.getGcName().contains("Concurrent")
                    && !collection.getGcName().contains("Cycles")) {
                long millis = collection.getGcInfo().getDuration();
                pausedMillis.addAndGet(millis);
                longestMillis.accumulateAndGet(millis, Math::max);
            }
            remember(collection.getGcInfo());
        }
    }

    private void remember(GcInfo collection) {
        long used = 0;
        for (MemoryUsage pool : collection.getMemoryUsageAfterGc().values()) {
            // pools without a bound of their own, and those outside of the heap, say nothing about it
            used += pool.getUsed();
        }
        used -= outsideTheHeap(collection);
        long max = Runtime.getRuntime().maxMemory();
        live = max == Long.MAX_VALUE ? Double.NaN : (double) used / max;
    }

    private static long outsideTheHeap(GcInfo collection) {
        long outside = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == java.lang.management.MemoryType.NON_HEAP) {
                MemoryUsage usage = collection.getMemoryUsageAfterGc().get(pool.getName());
                outside += usage == null ? 0 : usage.getUsed();
            }
        }
        return outside;
    }

    /** All threads were stopped for so many milliseconds since the last call. */
    long takePausedMillis() {
        return pausedMillis.getAndSet(0);
    }

    /** The longest single stop since the last call, in milliseconds. */
    long takeLongestMillis() {
        return longestMillis.getAndSet(0);
    }

    /** The share of the largest possible heap that the last collection left in use; NaN before the first. */
    double live() {
        return live;
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(this);
                } catch (ListenerNotFoundException _) {
                    // it did not listen
                }
            }
        }
    }
}
