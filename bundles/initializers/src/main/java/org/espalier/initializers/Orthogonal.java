package org.espalier.initializers;

import java.util.Optional;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.MatrixAxes;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.Range;
import org.osgi.service.component.annotations.Component;

/**
 * Orthogonal birth: of a matrix, or of a kernel as outputs × (inputs · taps), the shorter side's vectors are orthogonal to one another and
 * have the norm that gain says.
 *
 * <p>They are normal draws made orthonormal one after another, which is s²·l multiply–adds for sides s ≤ l. What growth adds to a
 * matrix is drawn with the size that entries of a whole one have: those that are there have been trained, and are orthogonal no
 * longer. Where the layout draws nothing it is followed, and so it is with whatever is no matrix. Source: Saxe, McClelland,
 * Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, ICLR 2014, arXiv 1312.6120.
 */
@Component(service = Initializer.class)
@Plugin(name = "orthogonal")
@Doc("random birth as orthogonal matrices")
public final class Orthogonal implements Initializer<Orthogonal.Settings> {
    /** What a job says of it. */
    public record Settings(
            @Doc("norm of the orthogonal vectors; √2 suits relu") @Range(min = 1e-6, max = 1e3) @Default("1")
                    double gain) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean initialize(Newborn newborn, Settings settings) {
        Optional<Fans> found = Fans.of(newborn);
        if (found.isEmpty()) {
            return false;
        }
        Fans fans = found.get();
        if (newborn.whole()) {
            fill(newborn, fans, settings.gain());
        } else {
            Draws.fill(
                    newborn,
                    Distribution.NORMAL,
                    settings.gain() / Math.sqrt(Math.max(fans.matrix().rows(), fans.in())));
        }
        return true;
    }

    private static void fill(Newborn newborn, Fans fans, double gain) {
        MatrixAxes matrix = fans.matrix();
        int rows = matrix.rows();
        int across = matrix.columns() * fans.taps();
        boolean byRows = rows <= across;
        int length = byRows ? across : rows;
        double[][][] vectors = new double[matrix.parallel()][byRows ? rows : across][length];
        Region region = newborn.region();
        RandomStream random = newborn.random();
        region.forEach((flat, index) -> {
            int row = matrix.row(index);
            int column = fans.column(index);
            vectors[matrix.block(index)][byRows ? row : column][byRows ? column : row] = random.normal(flat);
        });
        for (double[][] block : vectors) {
            OrthonormalVectors.make(block);
        }
        float[] values = newborn.values();
        region.forEach((flat, index) -> {
            int row = matrix.row(index);
            int column = fans.column(index);
            values[flat] = (float) (gain * vectors[matrix.block(index)][byRows ? row : column][byRows ? column : row]);
        });
    }
}
