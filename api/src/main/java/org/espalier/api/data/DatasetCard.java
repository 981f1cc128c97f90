package org.espalier.api.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a dataset is: names of its fields, whether it is periodic, and where it comes from. Data sources build
 * it by its factory. Immutable.
 */
@ProviderType
public final class DatasetCard {
    private final String title;
    private final String input;
    private final String target;
    private final boolean normalised;
    private final boolean targetNormalised;
    private final boolean periodic;
    private final Map<String, String> provenance;

    private DatasetCard(
            String title,
            String input,
            String target,
            boolean normalised,
            boolean targetNormalised,
            boolean periodic,
            Map<String, String> provenance) {
        this.title = title;
        this.input = input;
        this.target = target;
        this.normalised = normalised;
        this.targetNormalised = targetNormalised;
        this.periodic = periodic;
        this.provenance = provenance;
    }

    /** A card of non-periodic fields that the host is to normalise, with no provenance yet. */
    public static DatasetCard of(String title, String input, String target) {
        return new DatasetCard(title, input, target, true, true, false, Map.of());
    }

    /** This card for data on a periodic domain. */
    public DatasetCard onPeriodicDomain() {
        return new DatasetCard(title, input, target, normalised, targetNormalised, true, provenance);
    }

    /** This card for data that must be taken as it is: tokens, labels, or values that are normalised already. */
    public DatasetCard takenAsIs() {
        return new DatasetCard(title, input, target, false, false, periodic, provenance);
    }

    /** This card for data whose targets alone must be taken as they are: classes of inputs that the host is to normalise. */
    public DatasetCard targetTakenAsIs() {
        return new DatasetCard(title, input, target, normalised, false, periodic, provenance);
    }

    /** This card with a fact of its origin: seed, solver settings, checksum. */
    public DatasetCard from(String fact, String value) {
        Map<String, String> more = new TreeMap<>(provenance);
        more.put(fact, value);
        return new DatasetCard(
                title, input, target, normalised, targetNormalised, periodic, Collections.unmodifiableMap(more));
    }

    /** What the data is, such as "Darcy flow". */
    public String title() {
        return title;
    }

    /** What the input is, such as "coefficient". */
    public String input() {
        return input;
    }

    /** What the target is, such as "pressure". */
    public String target() {
        return target;
    }

    /** Whether the host fits a channel-wise normaliser of the inputs. */
    public boolean normalised() {
        return normalised;
    }

    /** Whether it fits one of the targets, too. */
    public boolean targetNormalised() {
        return targetNormalised;
    }

    /** Whether the domain is periodic; derivative losses ask. */
    public boolean periodic() {
        return periodic;
    }

    /** Facts of its origin, sorted by name. */
    public Map<String, String> provenance() {
        return provenance;
    }
}
