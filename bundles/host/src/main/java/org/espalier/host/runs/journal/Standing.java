package org.espalier.host.runs.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunEvent.Began;
import org.espalier.api.run.RunEvent.DimSize;

/** Where a run stands, gathered from its events: what somebody is told who comes later. */
final class Standing {
    private final List<RunEvent> notes = new ArrayList<>();
    private Optional<RunEvent> preparing = Optional.empty();
    private Optional<Began> began = Optional.empty();
    private Optional<RunEvent> ended = Optional.empty();
    private Optional<RunEvent.Epoch> lastEpoch = Optional.empty();
    private Optional<RunEvent.Stepped> lastStepped = Optional.empty();
    private boolean training;

    /** Takes note of an event. */
    void on(RunEvent event) {
        if (event instanceof RunEvent.Preparing) {
            preparing = Optional.of(event);
        } else if (event instanceof Began begins) {
            began = Optional.of(begins);
        } else if (event instanceof RunEvent.Noted && !training) {
            notes.add(event);
        } else if (event instanceof RunEvent.Stepped stepped) {
            lastStepped = Optional.of(stepped);
            now(stepped.step());
        } else if (event instanceof RunEvent.Epoch epoch) {
            lastEpoch = Optional.of(epoch);
            began.ifPresent(b -> now(b.step(), epoch.parameters(), epoch.dims()));
        } else if (event instanceof RunEvent.Grown grown) {
            now(grown.step(), grown.parameters(), grown.dims());
        } else if (event instanceof RunEvent.Ended) {
            ended = Optional.of(event);
        }
    }

    private void now(long step) {
        began.ifPresent(b -> now(step, b.parameters(), b.dims()));
    }

    private void now(long step, long parameters, List<DimSize> dims) {
        training = true;
        began = began.map(
                b -> new Began(b.id(), b.directory(), step, b.steps(), b.epochs(), b.axes(), parameters, dims));
    }

    /**
     * The end alone; or the beginning with the sizes of now, what was noted at it and the last losses; or what is being prepared.
     */
    List<RunEvent> events() {
        if (ended.isPresent()) {
            return ended.stream().toList();
        }
        List<RunEvent> events = new ArrayList<>();
        if (began.isPresent()) {
            events.add(began.get());
            events.addAll(notes);
            lastEpoch.ifPresent(e -> events.add(withSizesOf(began.get(), e)));
            lastStepped.ifPresent(events::add);
        } else {
            preparing.ifPresent(events::add);
        }
        return events;
    }

    /** It may have grown since. */
    private static RunEvent withSizesOf(Began now, RunEvent.Epoch then) {
        return new RunEvent.Epoch(then.epoch(), then.trainLoss(), then.heldOut(), now.parameters(), now.dims());
    }

    /** Whether nothing comes any more. */
    boolean over() {
        return ended.isPresent();
    }
}
