package org.espalier.host.store;

/**
 * How far a run is, and where it goes on in its data.
 *
 * @param step  optimizer steps done
 * @param epoch epochs done
 * @param index samples of the epoch in hand that are done
 */
public record Position(long step, long epoch, long index) {
    /** Refuses negative counts. */
    public Position {
        if (step < 0 || epoch < 0 || index < 0) {
            throw new IllegalArgumentException("step " + step + ", epoch " + epoch + ", index " + index);
        }
    }
}
