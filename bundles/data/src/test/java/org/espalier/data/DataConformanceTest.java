package org.espalier.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.DataSource;
import org.espalier.api.plugin.RandomStream;
import org.espalier.arrays.Npy;
import org.espalier.data.burgers.BurgersSource;
import org.espalier.data.darcy.DarcySource;
import org.espalier.data.npy.NpySource;
import org.espalier.data.spirals.SpiralsSource;
import org.espalier.data.spirals.SpiralsSource.Settings.Target;
import org.espalier.data.text.TextSource;
import org.espalier.data.text.Vocabulary;
import org.espalier.testkit.data.DataSourceConformance;
import org.junit.jupiter.api.Nested;

class DataConformanceTest {
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
                    new SpiralsSource.Settings(3, 2, 1, 0.05, 20, 7, 8, Target.ONE_HOT, 7),
                    new SpiralsSource.Settings(2, 4, 2, 0.1, 9, 6, 6, Target.LABEL, 8));
        }
    }
}
