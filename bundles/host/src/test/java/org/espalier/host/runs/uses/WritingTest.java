package org.espalier.host.runs.uses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.run.Generated;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.runs.HostedTinyRuns;
import org.espalier.host.support.LetterSource;
import org.espalier.layers.loss.CrossEntropy;
import org.espalier.models.gpt.Gpt;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model that has learned a text goes on with it. */
class WritingTest extends HostedTinyRuns {
    private static final String JOB =
            """
            data: letters
            model: { type: gpt, layers: 1, heads: 2, width: 16 }
            loss: cross-entropy
            optimizer: { type: adamw, lr: 0.01 }
            epochs: 100
            """;
    private LetterSource source = new LetterSource(128);

    /** A run with lines of YAML in the place of the job's own. */
    private Path trained(String more) throws Exception {
        container.put(container.registry().data(), "letters", source);
        if (container.registry().models().best("gpt").isEmpty()) {
            container.put(container.registry().models(), "gpt", new Gpt());
        }
        container.put(container.registry().losses(), "cross-entropy", new CrossEntropy());
        String job = more.isEmpty() ? JOB : JOB.replace("epochs: 100\n", "") + more;
        Run run = start(job);
        finished(run);
        return run.directory();
    }

    private static GenerationRequest of(Path run, String text) {
        return GenerationRequest.of(run, text.getBytes(StandardCharsets.US_ASCII))
                .length(20)
                .temperature(0);
    }

    private String written(GenerationRequest request) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Generated done = runs.generate(request, bytes -> {
            all.writeBytes(bytes);
            return true;
        });
        assertEquals(request.length(), done.tokens());
        assertEquals(request.length(), all.size());
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Twenty letters are more than the context holds. */
    @Test
    void whatItHasLearnedItGoesOnWithAlsoBeyondItsContext() throws Exception {
        Path run = trained("");
        assertEquals("bc.a.bc.a.bc.a.bc.a.", written(of(run, "a.")));
        assertEquals(".a.bc.a.bc.a.bc.a.bc", written(of(run, "c")));
        assertEquals(".bc.a.bc.a.bc.a.bc.a", written(of(run, LetterSource.TEXT.repeat(5) + "a")));
        Generated done = runs.generate(of(run, "a."), bytes -> true);
        assertEquals(run.resolve("checkpoints/200"), done.checkpoint());
    }

    @Test
    void theSameSeedGivesTheSameTextOnAnyNumberOfWorkers() throws Exception {
        Path run = trained("epochs: 2\n");
        GenerationRequest free = of(run, "a.").temperature(1.2);
        String text = written(free);
        assertEquals(text, written(free));
        assertNotEquals(text, written(free.seed(2)));
        assertNotEquals(text, written(free.temperature(0.7)));
        assertEquals(written(of(run, "a.")), written(free.topK(1)));
        assertEquals(text, written(of(trained("epochs: 2\nworkers: 2\n"), "a.").temperature(1.2)));
    }

    @Test
    void aTextLongerThanTheContextIsSeenByItsEnd() throws Exception {
        Path run = trained("epochs: 30\n");
        String end = "bc.a.bc.".substring(0, LetterSource.CONTEXT);
        GenerationRequest whole = of(run, "whatever stood here" + end).temperature(1);
        assertEquals(written(of(run, end).temperature(1)), written(whole));
        assertNotEquals(written(of(run, end + "whatever stood here").temperature(1)), written(whole));
    }

    @Test
    void anEmptyTextIsTheBeginningOfALine() throws Exception {
        Path run = trained("epochs: 30\n");
        assertNotEquals(
                written(of(run, "a").temperature(1)), written(of(run, "").temperature(1)));
        assertEquals(written(of(run, "\n").temperature(1)), written(of(run, "").temperature(1)));
    }

    @Test
    void whoeverHasReadEnoughEndsItAndAnInterruptToo() throws Exception {
        Path run = trained("epochs: 1\n");
        int[] read = {0};
        assertEquals(3, runs.generate(of(run, "a"), bytes -> ++read[0] < 3).tokens());
        assertEquals(3, read[0]);
        assertThrows(
                InterruptedException.class,
                () -> runs.generate(of(run, "a"), bytes -> {
                    Thread.currentThread().interrupt();
                    return true;
                }));
        assertTrue(!Thread.interrupted(), "the exception stands for the flag");
    }

    @Test
    void textIsTurnedIntoTokensAndBackByTheThreadThatAsks() throws Exception {
        Path run = trained("epochs: 1\n");
        assertEquals(Set.of(), source.askedOn);
        written(of(run, "a"));
        assertEquals(Set.of(Thread.currentThread()), source.askedOn);
    }

    private void refused(String why, GenerationRequest request) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> written(request));
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    @Test
    void numbersThatMeanNothingAreRefusedInOneLine() throws Exception {
        GenerationRequest good = of(folder, "a");
        refused("predict: --length: 0 is below 1", good.length(0));
        refused("predict: --temperature: -0.1 is no number from 0 on", good.temperature(-0.1));
        refused("predict: --temperature: NaN is no number", good.temperature(Double.NaN));
        refused("predict: --temperature: Infinity is no number", good.temperature(Double.POSITIVE_INFINITY));
        refused("predict: --top-k: -1 is below 0", good.topK(-1));
    }

    @Test
    void aRunThatDoesNotWriteIsRefusedWithWhatWouldDo() throws Exception {
        Run run = start("");
        finished(run);
        refused("the run has the data tiny, which is no text", of(run.directory(), "a"));
        refused("--input FILE --output FILE", of(run.directory(), "a"));
        container.put(container.registry().models(), "gpt", seeing("autoregressive", new AtomicBoolean()));
        refused("the run has the model gpt, which does not say what comes next", of(trained("epochs: 1\n"), "a"));
    }

    /** Before the first token, and in the midst of a text. */
    @Test
    void aTokenizerThatThrowsRefusesThePrediction() throws Exception {
        Path run = trained("epochs: 1\n");
        source.trouble = new IllegalStateException("lost the alphabet");
        refused("its tokenizer threw java.lang.IllegalStateException: lost the alphabet", of(run, "a"));
        source.trouble = null;
        RefusedException late = assertThrows(
                RefusedException.class,
                () -> runs.generate(of(run, "a"), bytes -> {
                    source.trouble = new IllegalStateException("lost the alphabet");
                    return true;
                }));
        assertTrue(late.getMessage().contains("the data's tokenizer threw "), late.getMessage());
    }

    @Test
    void whatTokensMeanIsLeftWithTheSamplesAndATokenizerThatThrowsCostsThatAlone() throws Exception {
        source = new LetterSource(300);
        Path run = trained("epochs: 1\n");
        assertTrue(Files.readString(run.resolve("samples/0/tokens.json")).contains("\"97\" : \"a\""));
        source.trouble = new IllegalStateException("lost the alphabet");
        Path other = trained("epochs: 1\n");
        assertTrue(Files.exists(other.resolve("samples/0/prediction.npy")));
        assertTrue(Files.notExists(other.resolve("samples/0/tokens.json")));
    }

    @Test
    void scoresThatAreNoNumbersAreRefusedWithAnEarlierCheckpointInMind() throws Exception {
        AtomicBoolean wrong = new AtomicBoolean();
        container.put(container.registry().models(), "gpt", seeing("prepare", wrong));
        Path run = trained("epochs: 1\n");
        wrong.set(true);
        refused("the model's scores are no finite numbers; it has diverged", of(run, "a"));
    }

    /** A GPT that denies that it writes, or whose outputs are no numbers while that is wished. */
    private static Model<?> seeing(String changed, AtomicBoolean wrong) {
        Gpt gpt = new Gpt();
        return (Model<?>)
                Proxy.newProxyInstance(Model.class.getClassLoader(), new Class<?>[] {Model.class}, (p, m, a) -> {
                    Object given = call(m, gpt, a);
                    if (!m.getName().equals(changed)) {
                        return given;
                    }
                    return given instanceof Program program ? unnumbered(program, wrong) : false;
                });
    }

    private static Object unnumbered(Program program, AtomicBoolean wrong) {
        return Proxy.newProxyInstance(Program.class.getClassLoader(), new Class<?>[] {Program.class}, (p, m, a) -> {
            Object given = call(m, program, a);
            return given instanceof INDArray array && wrong.get() ? array.assign(Float.NaN) : given;
        });
    }

    private static Object call(Method method, Object on, Object[] with) throws Throwable {
        try {
            return method.invoke(on, with);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
