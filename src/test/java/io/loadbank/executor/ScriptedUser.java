package io.loadbank.executor;

import io.loadbank.vu.Activation;
import io.loadbank.vu.IterationOutcome;
import io.loadbank.vu.VirtualUser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A VU whose iterations end when the test says so, or when they are interrupted. */
final class ScriptedUser implements VirtualUser {

    private final int id;
    private final List<Activation> activations = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> numbersInTest = new ArrayList<>();
    private int mayEnd;
    private IterationOutcome next = IterationOutcome.completed();
    private boolean iterating;
    private boolean interrupted;
    private boolean closed;
    private volatile CountDownLatch activationHeld = new CountDownLatch(0);
    private volatile boolean breaks;

    ScriptedUser(int id) {
        this.id = id;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public void activate(Activation activation) {
        try {
            activationHeld.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (this) {
            activations.add(activation);
            interrupted = false;
        }
    }

    @Override
    public synchronized IterationOutcome iterate(long inInstance, long inTest) {
        numbers.add(inInstance);
        numbersInTest.add(inTest);
        iterating = true;
        try {
            while (mayEnd == 0 && !interrupted && !breaks) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            iterating = false;
        }
        if (breaks) {
            throw new IllegalStateException("a defect");
        }
        if (interrupted) {
            return IterationOutcome.interrupted();
        }
        mayEnd--;
        return next;
    }

    @Override
    public synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Lets so many iterations end. */
    synchronized void end(int iterations) {
        mayEnd += iterations;
        notifyAll();
    }

    /** How iterations end from now on. */
    synchronized void endAs(IterationOutcome outcome) {
        next = outcome;
    }

    /** Makes the next activation wait until the returned latch is counted down. */
    CountDownLatch holdActivation() {
        CountDownLatch latch = new CountDownLatch(1);
        activationHeld = latch;
        return latch;
    }

    /** Lets the iteration that runs, and further ones, throw what no VU should. */
    synchronized void breakDown() {
        breaks = true;
        notifyAll();
    }

    synchronized boolean iterating() {
        return iterating;
    }

    synchronized boolean interrupted() {
        return interrupted;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Iterations begun. */
    synchronized int begun() {
        return numbers.size();
    }

    synchronized List<Long> numbers() {
        return List.copyOf(numbers);
    }

    synchronized List<Long> numbersInTest() {
        return List.copyOf(numbersInTest);
    }

    synchronized List<Activation> activations() {
        return List.copyOf(activations);
    }
}
