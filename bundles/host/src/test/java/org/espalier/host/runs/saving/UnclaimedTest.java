package org.espalier.host.runs.saving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.store.SavedState;
import org.espalier.host.store.Snapshot;
import org.espalier.host.store.Unread;
import org.junit.jupiter.api.Test;

/** What a run does not know of its checkpoint goes into the next one, byte for byte. */
class UnclaimedTest extends HostedTinyRuns {
    private static final byte[] CODES = {0, -1, 13, 10};
    private static final String RAW = "{\n    \"bits\" : [ 1.50, 2e3, 9007199254740993 ],\n    \"é\" : null\n  }";

    private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    /** A checkpoint as a later version might have written it, with an entry that this job does not have. */
    private static Snapshot later(Snapshot s) {
        PluginState state = PluginState.empty().with("best", 1.0 / 3).with("why", "it fell");
        return new Snapshot(
                s.run(),
                s.parent(),
                s.position(),
                s.seed(),
                s.revision(),
                s.dims(),
                s.parameters(),
                with(s.strategies(), "gone", new SavedState("not-installed", 3, state)),
                with(s.schedules(), "optimizer.second", new SavedState("plateau", 1, state)),
                with(s.statistics(), "entry.gone.bridge.hidden", new double[] {Double.NaN, 2}),
                with(s.figures(), "entry.gone.faults", 2.0),
                s.offsets(),
                with(s.notes(), "entry.gone.outcome", "APPLIED"),
                new Unread(Map.of("numbers/codes.bin", CODES), Map.of("number-system", RAW), Map.of("orders", "[ ]")));
    }

    @Test
    void everythingThatARunDoesNotKnowOfItsCheckpointIsInItsLastOneToo() throws Exception {
        Run plain = start("");
        finished(plain);
        Run run = start("");
        finished(run);
        cutBack(run, 10);
        checkpoints(run).save(later(newest(run)), Map.of("by", "a later version"));
        Run again = runs.resume(run.directory());
        assertEquals(10, again.step());
        finished(again);
        Snapshot last = newest(again);
        assertEquals(21, last.position().step());
        assertEquals(newest(plain).parameters(), last.parameters(), "and changes no bit");
        Snapshot wanted = later(newest(plain));
        assertEquals(wanted.strategies(), last.strategies());
        assertEquals(wanted.schedules(), last.schedules());
        assertEquals(wanted.unread(), last.unread());
        assertArrayEquals(new double[] {Double.NaN, 2}, last.statistics().get("entry.gone.bridge.hidden"));
        assertEquals(2.0, last.figures().get("entry.gone.faults"));
        assertEquals("APPLIED", last.notes().get("entry.gone.outcome"));
        Path saved = run.directory().resolve("checkpoints/21");
        assertArrayEquals(CODES, Files.readAllBytes(saved.resolve("numbers/codes.bin")));
        String manifest = Files.readString(saved.resolve("manifest.json"));
        assertTrue(manifest.contains("\"number-system\" : " + RAW), manifest);
        assertTrue(Files.readString(saved.resolve("state.json")).contains("\"orders\" : [ ]"));
    }
}
