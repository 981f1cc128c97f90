package org.espalier.data.teacher;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.OutlinedDataset;
import org.espalier.data.SplitName;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.EachSample;
import org.espalier.data.generated.RowOutline;
import org.espalier.data.grid.Fields;

/**
 * What a teacher says of Gaussian inputs.
 *
 * <p>Sample i of a split is drawn from {@code RandomStream.of(seed, "teacher/split").at(i)}: more samples begin with the fewer
 * ones, and every split has the same teacher.
 */
final class TaughtData extends OutlinedDataset {
    /** Raised whenever the same settings give other samples. */
    private static final int VERSION = 1;

    /** Inputs and targets of one split, sample behind sample. */
    private record Part(float[] inputs, float[] targets) {}

    private final RowOutline outline;
    private final DatasetCard card;
    private final Map<Split, Part> parts = new EnumMap<>(Split.class);

    /**
     * Asks the teacher for every sample.
     *
     * @param noise standard deviation of what is added to every output
     */
    TaughtData(RowOutline outline, Teacher teacher, Target form, double noise, long seed, DataContext context)
            throws InterruptedException {
        super(outline);
        this.outline = outline;
        this.card = card(teacher, form, noise, seed);
        long total = outline.counts().total();
        AtomicLong done = new AtomicLong();
        for (Split split : Split.values()) {
            RandomStream stream = RandomStream.of(seed, teacher.name() + "/" + SplitName.of(split));
            Part part = new Part(
                    new float[outline.count(split) * outline.inputs()],
                    new float[outline.count(split) * outline.targets()]);
            EachSample.make(outline.count(split), context.threads(), () -> {
                IntConsumer pupil = pupil(teacher, form, noise, stream, part);
                return (IntConsumer) sample -> {
                    pupil.accept(sample);
                    context.progress("asking the teacher", done.incrementAndGet(), total);
                };
            });
            parts.put(split, part);
        }
    }

    /**
     * What is known before a teacher is asked; refuses more than memory holds.
     *
     * @param outputs of the teacher
     */
    static RowOutline outline(String teacher, Counts counts, int inputs, int outputs, Target form)
            throws DataException {
        int targets = form.length(outputs);
        Fields.checkMemory(teacher, counts.total() * (inputs + targets));
        return new RowOutline(counts, inputs, targets, form.classes(outputs));
    }

    /** Draws samples and asks for their targets, one at a time. */
    private static IntConsumer pupil(Teacher teacher, Target form, double noise, RandomStream stream, Part part) {
        double[] input = new double[teacher.inputs()];
        double[] output = new double[teacher.outputs()];
        int length = form.length(output.length);
        return sample -> {
            RandomStream draws = stream.at(sample);
            RandomStream noises = draws.at(1);
            for (int i = 0; i < input.length; i++) {
                // The target is that of the input as it is given, in float32.
                float drawn = (float) draws.normal(i);
                part.inputs()[sample * input.length + i] = drawn;
                input[i] = drawn;
            }
            teacher.answer(input, output);
            for (int i = 0; noise > 0 && i < output.length; i++) {
                output[i] += noise * noises.normal(i);
            }
            form.write(output, part.targets(), sample * length);
        };
    }

    private static DatasetCard card(Teacher teacher, Target form, double noise, long seed) {
        DatasetCard card = DatasetCard.of("Teacher", "input", form == Target.VALUES ? "output" : "class")
                .takenAsIs()
                .from("teacher", teacher.name())
                .from("version", Integer.toString(VERSION))
                .from("seed", Long.toString(seed))
                .from("noise", Double.toString(noise));
        for (Map.Entry<String, String> fact : teacher.facts().entrySet()) {
            card = card.from(fact.getKey(), fact.getValue());
        }
        return card;
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        Part part = parts.get(split);
        if (part == null) {
            throw new IllegalStateException("closed");
        }
        System.arraycopy(part.inputs(), index * outline.inputs(), input, inputAt, outline.inputs());
        System.arraycopy(part.targets(), index * outline.targets(), target, targetAt, outline.targets());
    }

    @Override
    public DatasetCard card() {
        return card;
    }

    @Override
    public void close() {
        parts.clear();
    }
}
