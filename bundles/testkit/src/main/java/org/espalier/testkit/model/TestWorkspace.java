package org.espalier.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.espalier.api.model.Workspace;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A workspace of aligned native memory and persistent threads, which spin for a while before they park. */
public final class TestWorkspace implements Workspace, AutoCloseable {
    private static final int SPINS = 10_000;
    private static final int ALIGNMENT = 64;
    private final List<FloatPointer> blocks = new ArrayList<>();
    private final Thread[] threads;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Task task = worker -> {};
    private volatile int round;
    private volatile boolean closed;

    /** A workspace of that many workers. */
    public TestWorkspace(int workers) {
        threads = new Thread[workers - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> work(worker), "worker-" + worker);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    @Override
    public INDArray allocate(long... shape) {
        long length = 1;
        for (long axis : shape) {
            length = Math.multiplyExact(length, axis);
        }
        if (length == 0) {
            return Nd4j.empty(DataType.FLOAT);
        }
        FloatPointer block = new FloatPointer(length + ALIGNMENT / Float.BYTES);
        blocks.add(block);
        long skip = (ALIGNMENT - block.address() % ALIGNMENT) % ALIGNMENT / Float.BYTES;
        FloatPointer start = block.getPointer(skip);
        Pointer.memset(start, 0, length * Float.BYTES);
        return Nd4j.create(Nd4j.createBuffer(start, length, DataType.FLOAT), shape, strides(shape), 0, 'c');
    }

    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /** An array with these values. */
    public INDArray array(float[] values, long... shape) {
        INDArray array = allocate(shape);
        write(array, values);
        return array;
    }

    /** Copies all values into an array. */
    public static void write(INDArray array, float[] values) {
        if (values.length > 0) {
            ((FloatPointer) array.data().addressPointer()).put(values, 0, values.length);
        }
    }

    /** Copies all values out of an array. */
    public static float[] read(INDArray array) {
        float[] values = new float[(int) array.length()];
        if (values.length > 0) {
            ((FloatPointer) array.data().addressPointer()).get(values, 0, values.length);
        }
        return values;
    }

    @Override
    public int workers() {
        return threads.length + 1;
    }

    @Override
    public void run(Task next) {
        task = next;
        pending.set(threads.length);
        round++;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        next.run(0);
        for (int spins = 0; pending.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    private void work(int worker) {
        int seen = 0;
        while (true) {
            for (int spins = 0; round == seen; spins++) {
                if (closed) {
                    return;
                }
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            seen = round;
            try {
                task.run(worker);
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
            pending.decrementAndGet();
        }
    }

    /** Identities of the threads that work here, the calling one first. */
    public long[] threadIds() {
        long[] ids = new long[workers()];
        ids[0] = Thread.currentThread().getId();
        for (int i = 0; i < threads.length; i++) {
            ids[i + 1] = threads[i].getId();
        }
        return ids;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        blocks.forEach(FloatPointer::close);
    }
}
