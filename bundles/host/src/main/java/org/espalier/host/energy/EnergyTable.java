package org.espalier.host.energy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.JobFile;
import org.espalier.host.job.YamlTree;
import org.espalier.settings.Names;

/** Energies of operations by width, in picojoules, as a YAML file gives them: {@code title}, and a map of widths for every operation. */
public final class EnergyTable {
    private static final String TITLE = "title";
    private final String title;
    private final Map<Operation, NavigableMap<Integer, Double>> energies;

    private EnergyTable(String title, Map<Operation, NavigableMap<Integer, Double>> energies) {
        this.title = title;
        this.energies = energies;
    }

    /** The table of a file; without one that of 45 nm. */
    public static EnergyTable of(Optional<Path> file) throws RefusedException {
        if (file.isPresent()) {
            return parse(JobFile.text(file.get()), file.get().toString());
        }
        String resource = "energy-45nm.yaml";
        try (InputStream in = Objects.requireNonNull(EnergyTable.class.getResourceAsStream(resource))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EnergyTable parse(String yaml, String where) throws RefusedException {
        Map<String, Object> root = YamlTree.parse(yaml, where).root();
        Map<Operation, NavigableMap<Integer, Double>> energies = new EnumMap<>(Operation.class);
        List<String> words = Stream.of(Operation.values()).map(Operation::word).toList();
        for (Map.Entry<String, Object> entry : root.entrySet()) {
            if (!entry.getKey().equals(TITLE)) {
                int index = words.indexOf(entry.getKey());
                if (index < 0) {
                    throw new RefusedException(
                            where, entry.getKey(), Names.unknown("operation", entry.getKey(), words));
                }
                energies.put(Operation.values()[index], widths(entry.getValue(), where, entry.getKey()));
            }
        }
        for (Operation operation : Operation.values()) {
            if (!energies.containsKey(operation)) {
                throw new RefusedException(
                        where, operation.word(), "is missing; it wants widths in bits and picojoules, {8: 0.03}");
            }
        }
        if (!(root.get(TITLE) instanceof String title) || title.isBlank()) {
            throw new RefusedException(
                    where, TITLE, "is missing; it wants a text that says where the energies come from");
        }
        return new EnergyTable(title, energies);
    }

    private static NavigableMap<Integer, Double> widths(Object value, String where, String key)
            throws RefusedException {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            throw new RefusedException(where, key, "wants widths in bits and picojoules, {8: 0.03}, not " + value);
        }
        NavigableMap<Integer, Double> widths = new TreeMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String at = key + "." + entry.getKey();
            if (!entry.getKey().toString().matches("[1-9][0-9]?")) {
                throw new RefusedException(where, at, "a width is a whole number of bits, 1 to 99");
            }
            double energy = entry.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
            if (!(energy > 0 && energy < 1e9)) {
                throw new RefusedException(
                        where, at, entry.getValue() + " is no energy in picojoules, a number above 0");
            }
            widths.put(Integer.valueOf(entry.getKey().toString()), energy);
        }
        return widths;
    }

    /** Where the energies come from. */
    public String title() {
        return title;
    }

    /**
     * Of an operation of that width; between two widths of the table by the power of the bits that goes through both, beyond them by that of
     * the operation.
     */
    double picojoules(Operation operation, int bits) {
        NavigableMap<Integer, Double> widths = Objects.requireNonNull(energies.get(operation));
        Map.Entry<Integer, Double> below = widths.floorEntry(bits);
        Map.Entry<Integer, Double> above = widths.ceilingEntry(bits);
        if (below == null || above == null) {
            Map.Entry<Integer, Double> nearest = below == null ? above : below;
            return nearest.getValue() * Math.pow((double) bits / nearest.getKey(), operation.power());
        }
        if (below.getKey().equals(above.getKey())) {
            return below.getValue();
        }
        double power =
                Math.log(above.getValue() / below.getValue()) / Math.log((double) above.getKey() / below.getKey());
        return below.getValue() * Math.pow((double) bits / below.getKey(), power);
    }
}
