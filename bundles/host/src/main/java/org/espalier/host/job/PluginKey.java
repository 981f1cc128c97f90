package org.espalier.host.job;

/** The keys of a job that name one plugin each, alone or in a map with its settings. */
public enum PluginKey {
    /** Where samples come from. */
    DATA("data", "data", "", "source of the samples"),
    /** What is trained. */
    MODEL("model", "model", "", "model that is trained"),
    /** How newborn entries are filled. */
    INIT("init", "initializer", "default", "values of newborn entries; default leaves them to the model's layout"),
    /** How weights are updated. */
    OPTIMIZER("optimizer", "optimizer", "", "rule that updates the weights"),
    /** The course of the rate. */
    SCHEDULE("optimizer.schedule", "schedule", "constant", "course of the learning rate over the run"),
    /** What numbers are rounded to. */
    PRECISION(
            "precision",
            "number system",
            "float32",
            "number system that tensors are rounded to; float32 rounds nothing"),
    /** What is minimised. */
    LOSS("loss", "loss", "", "quantity that is minimised, the mean over the samples of a batch");

    private final String key;
    private final String kind;
    private final String fallback;
    private final String doc;

    PluginKey(String key, String kind, String fallback, String doc) {
        this.key = key;
        this.kind = kind;
        this.fallback = fallback;
        this.doc = doc;
    }

    /** The dotted key. */
    public String key() {
        return key;
    }

    /** The kind of plugin, as people call it. */
    public String kind() {
        return kind;
    }

    /** The name that stands for a key that is not given; empty if it must be given. */
    public String fallback() {
        return fallback;
    }

    /** What it means. */
    public String doc() {
        return doc;
    }
}
