package org.espalier.launcher;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The doctor's look at ND4J and BLAS: which natives are loaded, from where, and whether they multiply correctly. */
final class ArithmeticChecks {
    private static final int SIZE = 48;

    private ArithmeticChecks() {}

    static List<Finding> of(Home home) {
        try {
            Nd4jStart.run(home);
        } catch (LaunchException e) {
            return Doctor.refused("nd4j", e);
        }
        var found = new ArrayList<Finding>();
        found.add(Finding.good(
                "nd4j", nd4jVersion() + ", " + Nd4j.getBackend().getClass().getSimpleName()));
        Blas blas = Nd4j.factory().blas();
        found.add(Finding.good(
                "blas",
                openblas.OPENBLAS_VERSION.strip() + ", used by ND4J as " + blas.getBlasVendor() + ", "
                        + blas.getMaxThreads() + " thread(s)"));
        found.add(natives(home));
        found.add(multiply());
        found.add(BlasSpeed.check());
        return found;
    }

    /** ND4J's jars say their version only where Maven wrote it. */
    private static String nd4jVersion() {
        var written = new Properties();
        try (InputStream in = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (in != null) written.load(in);
        } catch (IOException e) {
            // As good as not written.
        }
        return written.getProperty("version", "of an unknown version");
    }

    private static Finding natives(Home home) {
        Map<String, String> loaded = new TreeMap<>(Loader.getLoadedLibraries());
        List<String> elsewhere = loaded.values().stream()
                .filter(file -> !file.startsWith(home.natives().toString()))
                .toList();
        String seen = loaded.size() + " loaded from " + home.natives();
        return elsewhere.isEmpty()
                ? Finding.good("natives", seen)
                : Finding.doubtful(
                        "natives",
                        seen + ", but " + elsewhere + " from elsewhere",
                        "unset org.bytedeco.javacpp.cachedir and java.library.path in ESPALIER_OPTS");
    }

    /** Small whole numbers, so that every order of summation gives the same float32 sums and equality is exact. */
    private static Finding multiply() {
        var left = new float[SIZE * SIZE];
        var right = new float[SIZE * SIZE];
        for (int i = 0; i < left.length; i++) {
            left[i] = i % 7 - 3;
            right[i] = i % 5 - 2;
        }
        var product = new float[SIZE * SIZE];
        openblas.cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasNoTrans,
                SIZE,
                SIZE,
                SIZE,
                1,
                left,
                SIZE,
                right,
                SIZE,
                0,
                product,
                SIZE);
        try (INDArray a = Nd4j.createFromArray(left).reshape('c', new long[] {SIZE, SIZE});
                INDArray b = Nd4j.createFromArray(right).reshape('c', new long[] {SIZE, SIZE});
                INDArray ab = a.mmul(b)) {
            for (int row = 0; row < SIZE; row++) {
                for (int column = 0; column < SIZE; column++) {
                    float expected = 0;
                    for (int k = 0; k < SIZE; k++) expected += left[row * SIZE + k] * right[k * SIZE + column];
                    if (product[row * SIZE + column] != expected || ab.getFloat(row, column) != expected)
                        return Finding.bad(
                                "product",
                                "%d×%d sgemm is wrong at [%d,%d]".formatted(SIZE, SIZE, row, column),
                                "the natives do not suit this CPU: report it with the lines above");
                }
            }
        }
        return Finding.good("product", "%d×%d sgemm and mmul agree with plain loops".formatted(SIZE, SIZE));
    }
}
