package org.espalier.host.runs.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.api.run.Changed;
import org.espalier.host.job.Job;
import org.espalier.host.runs.saving.ResumeTest;
import org.espalier.host.support.TinyRun;
import org.junit.jupiter.api.Test;

class MovementTest {
    @Test
    void aChangeOfTheNumberSystemKeepsWhatElseIsSaidOfIt() throws Exception {
        Job job = ResumeTest.job(new TinyRun().setup());
        Changed swapped =
                new Changed("precision", "float32", "lns", "a jar written now", "given: bits", List.of("few bits"));
        Movement movement = new Movement();
        movement.add("w", new float[] {1}, new float[] {1});
        assertEquals(
                List.of(swapped.withNote("a jar written now, weights stay as they are")),
                movement.noted(List.of(swapped), job, job));
    }
}
