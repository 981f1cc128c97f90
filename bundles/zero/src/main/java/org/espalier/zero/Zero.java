package org.espalier.zero;

import java.util.Optional;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/**
 * ZerO: birth without randomness, at a run's beginning and wherever something grows, by whomever.
 *
 * <p>A matrix of P outputs and Q inputs is the identity, its leading rows where P &lt; Q, and where P &gt; Q the leading block
 * of a Hadamard matrix, c·(−1)^popcount(i ∧ j); a kernel has that matrix at its centre and is zero elsewhere, unless its
 * neighbours are asked for: then the inputs of all taps, from the centre outward, are one matrix's inputs. Zero is what ends a
 * residual branch, the matrix that makes the outputs, spectral weights and the queries of fused attention. A table of
 * embeddings has Hadamard signs. A matrix that the layout itself bears as an identity or a Hadamard matrix stays that: in the
 * augmented residual network a fixed Hadamard transform follows a shortcut that widens, and two of them would undo each other.
 * Of all else the layout's rule holds unless it draws, and then it is zero: biases and positions.
 *
 * <p>What grows gets the values that the closed form has at its indices and the new sizes, but where the layout says how
 * outputs stay as they are, that holds. So a matrix that grows in pieces equals one born whole as long as it keeps its form and
 * ⌈log₂ P⌉.
 *
 * <p>Source: Zhao, Schäfer, Anandkumar, ZerO Initialization: Initializing Neural Networks with only Zeros and Ones, TMLR 2022,
 * arXiv 2110.12661. Tables, queries, neighbours and growth are ours.
 */
@Component(service = Initializer.class)
@Plugin(name = "zero")
@Doc("birth as identities, Hadamard matrices and zeros; no random number is drawn")
public final class Zero implements Initializer<ZeroSettings> {
    @Override
    public Class<ZeroSettings> settings() {
        return ZeroSettings.class;
    }

    @Override
    public void check(Layout layout, ZeroSettings settings) {
        Rule rule = new Rule(settings);
        layout.parameters().stream()
                .filter(p -> p.kind() != EntryKind.STATISTIC && !Birth.structured(p.birth()))
                .forEach(p -> rule.of(p, layout));
    }

    @Override
    public boolean initialize(Newborn newborn, ZeroSettings settings) {
        Parameter parameter = newborn.parameter();
        Birth birth = new Birth(newborn);
        if (parameter.kind() == EntryKind.STATISTIC || birth.settled()) {
            return false;
        }
        Optional<Entries> closed = new Rule(settings).of(parameter, newborn.layout());
        if (closed.isEmpty() && birth.certain()) {
            return false;
        }
        Entries entries = closed.orElse(Entries.ZERO);
        float[] values = newborn.values();
        newborn.region().forEach((flat, index) -> values[flat] = birth.silent(index) ? 0 : (float) entries.at(index));
        return true;
    }
}
