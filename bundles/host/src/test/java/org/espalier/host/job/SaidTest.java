package org.espalier.host.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.api.run.RefusedException;
import org.junit.jupiter.api.Test;

/** What somebody has said of the plugins of a job, which its run keeps. */
class SaidTest {
    private static final Path FILE = Path.of("jobs/tiny.yaml");
    private static final String TINY =
            """
            data: tiny
            model: { type: mlp, width: 9 }
            optimizer: { type: adamw, lr: 0.1, schedule: cosine }
            loss: mean-square
            batch: 8
            epochs: 3
            groups: [ { match: "*.u", optimizer: { momentum: 1 } } ]
            growth: [ { id: rank, type: inrank, dims: "*.rank", every: 5 steps, gap: 1 } ]
            """;

    /** The job of a run: with a default of every plugin filled in. */
    private static Job ofRun() throws RefusedException {
        return JobFile.parse(TINY, FILE, Map.of()).job().filled(choice -> {
            Map<String, Object> all = new LinkedHashMap<>(choice.settings());
            all.put("more", 2);
            all.put("buffer", 8);
            return choice.withSettings(all);
        });
    }

    private static Set<String> said(Job job, String place) {
        return job.said().of(job.choice(place).orElseThrow());
    }

    private static Job with(Job job, String key, String value) throws RefusedException {
        return JobFile.parse(job.toYaml(), FILE, Map.of(key, value)).job();
    }

    @Test
    void ofAFileAllWasSaidAndOfTheJobOfItsRunTheSame() throws RefusedException {
        Job file = JobFile.parse(TINY, FILE, Map.of()).job();
        assertFalse(file.toYaml().contains("said"));
        assertEquals(Set.of("gap"), said(file, "growth.rank"));
        Job run = ofRun();
        assertEquals(Set.of("gap"), said(run, "growth.rank"));
        assertEquals(Set.of("lr"), said(run, "optimizer"));
        assertEquals(Set.of("lr", "momentum"), said(run, "groups[0].optimizer"));
        assertEquals(Set.of(), said(run, "optimizer.schedule"));
        assertTrue(run.toYaml().contains("growth.rank: [gap]"), run::toYaml);
        assertEquals(run, JobFile.parse(run.toYaml(), FILE, Map.of()).job());
    }

    @Test
    void whatIsSetIsSaidThoughItWasTheValueAlready() throws RefusedException {
        assertEquals(Set.of("gap", "buffer"), said(with(ofRun(), "growth.rank.buffer", "8"), "growth.rank"));
        assertEquals(Set.of("gap", "buffer"), said(with(ofRun(), "growth[0].buffer", "8"), "growth.rank"));
        assertEquals(Set.of("gap"), said(with(ofRun(), "growth.rank.every", "1 epoch"), "growth.rank"));
        assertEquals(Set.of("gap"), said(with(ofRun(), "growth.rank", "off"), "growth.rank"));
        assertEquals(Set.of("more"), said(with(ofRun(), "optimizer.schedule.more", "3"), "optimizer.schedule"));
        assertEquals(Set.of("lr"), said(with(ofRun(), "optimizer.schedule.more", "3"), "optimizer"));
        assertEquals(
                Set.of("lr", "momentum", "more"),
                said(with(ofRun(), "groups[0].optimizer.more", "2"), "groups[0].optimizer"));
    }

    @Test
    void ofAPluginThatIsGivenWholeAllIsSaid() throws RefusedException {
        Job whole = with(ofRun(), "growth.rank", "{ type: inrank, dims: depth, every: 1 epoch, buffer: 3 }");
        assertEquals(Set.of("buffer"), said(whole, "growth.rank"));
        Job other = ofRun().mapChoices(choice ->
                choice.key().equals("growth.rank") ? new Choice("late", Map.of(), choice.key()) : choice);
        assertEquals(Set.of("gap"), said(with(other, "growth.rank.gap", "1"), "growth.rank"));
        assertFalse(with(ofRun(), "growth", "off").toYaml().contains("growth.rank"));
    }

    @Test
    void whatIsNoneIsRefusedInALine() {
        String refused = assertThrows(
                        RefusedException.class, () -> JobFile.parse(TINY + "said: [ model ]\n", FILE, Map.of()))
                .getMessage();
        assertTrue(refused.startsWith("jobs/tiny.yaml:9: said: [model] — is what a run keeps"), refused);
    }
}
