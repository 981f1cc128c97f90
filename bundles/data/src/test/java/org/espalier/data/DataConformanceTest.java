package org.espalier.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.DataSource;
import org.espalier.api.plugin.RandomStream;
import org.espalier.arrays.Npy;
import org.espalier.data.burgers.BurgersSource;
import org.espalier.data.cifar.Cifar10Source;
import org.espalier.data.cifar.CifarBytes;
import org.espalier.data.darcy.DarcySource;
import org.espalier.data.digits.DigitsSource;
import org.espalier.data.idx.IdxBytes;
import org.espalier.data.idx.IdxSource;
import org.espalier.data.images.Augmentation;
import org.espalier.data.npy.NpySource;
import org.espalier.data.spirals.SpiralsSource;
import org.espalier.data.teacher.LinearTeacherSource;
import org.espalier.data.teacher.Target;
import org.espalier.data.teacher.TeacherSource;
import org.espalier.data.text.TextSource;
import org.espalier.data.text.Vocabulary;
import org.espalier.testkit.data.DataSourceConformance;
import org.junit.jupiter.api.Nested;

class DataConformanceTest {
    private static final Optional<Augmentation> MOVED = Optional.of(new Augmentation(1, true));

    @Nested
    class OfDarcy extends DataSourceConformance<DarcySource.Settings> {
        @Override
        protected DataSource<DarcySource.Settings> plugin() {
            return new DarcySource();
        }

        @Override
        protected List<DarcySource.Settings> settings() {
            return List.of(new DarcySource.Settings(8, 3, 2, 2, List.of(16), 7));
        }
    }

    @Nested
    class OfBurgers extends DataSourceConformance<BurgersSource.Settings> {
        @Override
        protected DataSource<BurgersSource.Settings> plugin() {
            return new BurgersSource();
        }

        @Override
        protected List<BurgersSource.Settings> settings() {
            return List.of(new BurgersSource.Settings(16, 3, 2, 2, List.of(32), 0.1, 7));
        }
    }

    @Nested
    class OfNpy extends DataSourceConformance<NpySource.Settings> {
        @Override
        protected DataSource<NpySource.Settings> plugin() {
            return new NpySource();
        }

        @Override
        protected void provide(Path base) throws IOException {
            Npy.write(base.resolve("a.npy"), new int[] {7, 16, 16}, drawn(7 * 256));
            Npy.write(base.resolve("u.npy"), new int[] {7, 16, 16, 2}, drawn(7 * 512));
        }

        private static float[] drawn(int length) {
            RandomStream draws = RandomStream.of(1, "npy");
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) draws.normal(i);
            }
            return values;
        }

        @Override
        protected List<NpySource.Settings> settings() {
            return List.of(
                    new NpySource.Settings("a.npy", "u.npy", 4, 2, 1, "", "", "", "", 2, 8, List.of(16), false, true));
        }
    }

    @Nested
    class OfText extends DataSourceConformance<TextSource.Settings> {
        @Override
        protected DataSource<TextSource.Settings> plugin() {
            return new TextSource();
        }

        @Override
        protected void provide(Path base) throws IOException {
            byte[] bytes = new byte[3000];
            RandomStream draws = RandomStream.of(1, "text");
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) draws.bits(i);
            }
            Files.write(base.resolve("noise.bin"), bytes);
            Files.write(base.resolve("end.bin"), Arrays.copyOfRange(bytes, 2500, 3000));
            Files.write(base.resolve("begin.bin"), Arrays.copyOf(bytes, 2500));
        }

        @Override
        protected List<TextSource.Settings> settings() {
            return List.of(
                    new TextSource.Settings("noise.bin", "", "", Vocabulary.BYTES, 40, 0, 0.2, 0.1, 1, 0),
                    new TextSource.Settings("begin.bin", "", "end.bin", Vocabulary.BYTES, 33, 5, 0.1, 0.5, 1, 0),
                    new TextSource.Settings("", "", "", Vocabulary.BYTES, 100, 0, 0.1, 0.1, 5000, 7),
                    new TextSource.Settings("noise.bin", "", "", Vocabulary.GPT2, 40, 0, 0.2, 0.1, 1, 0),
                    new TextSource.Settings("", "", "end.bin", Vocabulary.GPT2, 30, 7, 0.1, 0.1, 5000, 7));
        }
    }

    @Nested
    class OfSpirals extends DataSourceConformance<SpiralsSource.Settings> {
        @Override
        protected DataSource<SpiralsSource.Settings> plugin() {
            return new SpiralsSource();
        }

        @Override
        protected List<SpiralsSource.Settings> settings() {
            return List.of(
                    new SpiralsSource.Settings(3, 2, 1, 0.05, 20, 7, 8, ClassTarget.ONE_HOT, 7),
                    new SpiralsSource.Settings(2, 4, 2, 0.1, 9, 6, 6, ClassTarget.LABEL, 8));
        }
    }

    @Nested
    class OfTeacher extends DataSourceConformance<TeacherSource.Settings> {
        @Override
        protected DataSource<TeacherSource.Settings> plugin() {
            return new TeacherSource();
        }

        @Override
        protected List<TeacherSource.Settings> settings() {
            return List.of(
                    new TeacherSource.Settings(5, 3, 2, 4, 0, 20, 7, 8, Target.ONE_HOT, 7),
                    new TeacherSource.Settings(8, 2, 2, 4, 0.1, 9, 6, 6, Target.VALUES, 8));
        }
    }

    @Nested
    class OfLinearTeacher extends DataSourceConformance<LinearTeacherSource.Settings> {
        @Override
        protected DataSource<LinearTeacherSource.Settings> plugin() {
            return new LinearTeacherSource();
        }

        @Override
        protected List<LinearTeacherSource.Settings> settings() {
            return List.of(new LinearTeacherSource.Settings(5, 3, List.of(2.0, 1.0), 0.1, 20, 7, 8, 7));
        }
    }

    @Nested
    class OfIdx extends DataSourceConformance<IdxSource.Settings> {
        @Override
        protected DataSource<IdxSource.Settings> plugin() {
            return new IdxSource();
        }

        @Override
        protected void provide(Path base) throws IOException {
            Files.write(base.resolve("images"), IdxBytes.images(12, 5, 4));
            Files.write(base.resolve("labels"), IdxBytes.labels(12, 3));
            // Others than those to train on.
            Files.write(base.resolve("test-images.gz"), IdxBytes.gzip(IdxBytes.images(6, 5, 4, 7)));
            Files.write(base.resolve("test-labels.gz"), IdxBytes.gzip(IdxBytes.labels(6, 3)));
        }

        @Override
        protected List<IdxSource.Settings> settings() {
            return List.of(
                    idx(0, 3, 0, List.of(), List.of(), ClassTarget.ONE_HOT),
                    idx(5, 4, 2, List.of(0.5), List.of(0.25), ClassTarget.LABEL));
        }

        private static IdxSource.Settings idx(
                int train, int validation, int test, List<Double> mean, List<Double> std, ClassTarget target) {
            return new IdxSource.Settings(
                    ".",
                    "images",
                    "labels",
                    "test-images",
                    "test-labels",
                    train,
                    validation,
                    test,
                    3,
                    1,
                    mean,
                    std,
                    MOVED,
                    target);
        }
    }

    @Nested
    class OfDigits extends DataSourceConformance<DigitsSource.Settings> {
        @Override
        protected DataSource<DigitsSource.Settings> plugin() {
            return new DigitsSource();
        }

        @Override
        protected List<DigitsSource.Settings> settings() {
            return List.of(
                    new DigitsSource.Settings(12, 20, 7, 8, 1, 0.1, MOVED, ClassTarget.ONE_HOT, 7),
                    new DigitsSource.Settings(8, 9, 6, 6, 0.5, 0.2, Optional.empty(), ClassTarget.LABEL, 8));
        }
    }

    @Nested
    class OfCifar10 extends DataSourceConformance<Cifar10Source.Settings> {
        @Override
        protected DataSource<Cifar10Source.Settings> plugin() {
            return new Cifar10Source();
        }

        @Override
        protected void provide(Path base) throws IOException {
            CifarBytes.write(base.resolve("cifar"), 2);
        }

        @Override
        protected List<Cifar10Source.Settings> settings() {
            return List.of(
                    new Cifar10Source.Settings("cifar", 0, 3, 0, List.of(), List.of(), MOVED, ClassTarget.ONE_HOT));
        }
    }
}
