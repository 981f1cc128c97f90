package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.jspecify.annotations.Nullable;

/** A growth plan in the journal's words, whole, so that it is carried out again from them alone; arrays are {@code float[]}. */
final class PlanWords {
    private static final String OP = "op";
    private static final String DIM = "dim";
    private static final String VALUES = "values";

    private PlanWords() {}

    /** The fields of a plan. */
    static Map<String, Object> of(GrowthPlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("preserves", plan.preservesFunction());
        fields.put("ops", plan.ops().stream().map(PlanWords::of).toList());
        return fields;
    }

    private static Map<String, Object> of(GrowthOp op) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (op instanceof GrowthOp.Resize resize) {
            words.put(OP, "resize");
            words.put(DIM, resize.dim());
            words.put("size", resize.size());
            resize.why().ifPresent(why -> words.put("why", why));
            // A list: the first claim that fits decides.
            List<Object> births = new ArrayList<>();
            resize.inits().forEach((claim, init) -> births.add(List.of(claim, of(init))));
            if (!births.isEmpty()) {
                words.put("born", births);
            }
        } else if (op instanceof GrowthOp.Remap remap) {
            words.put(OP, "remap");
            words.put(DIM, remap.dim());
            words.put("from", Arrays.stream(remap.from()).boxed().toList());
            words.put("noise", remap.noise());
        } else if (op instanceof GrowthOp.Refactor refactor) {
            words.put(OP, "refactor");
            words.put(DIM, refactor.dim());
            words.put("keep", refactor.keep());
        } else if (op instanceof GrowthOp.Assign assign) {
            words.put(OP, "assign");
            words.put("parameter", assign.parameter());
            words.put("init", of(assign.init()));
        }
        return words;
    }

    private static Map<String, Object> of(Init init) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("name", init.name());
        words.put("a", init.a());
        words.put("b", init.b());
        if (init.name().equals(Init.VALUES)) {
            words.put(VALUES, init.values());
        }
        return words;
    }

    /**
     * The plan of such fields.
     *
     * @throws IllegalArgumentException if they are none that this version knows
     */
    static GrowthPlan plan(Map<?, ?> fields) {
        List<GrowthOp> ops = new ArrayList<>();
        for (Object op : list(fields, "ops")) {
            ops.add(op(map(op)));
        }
        GrowthPlan plan = GrowthPlan.of(ops);
        return Boolean.TRUE.equals(fields.get("preserves")) ? plan.preservingFunction() : plan;
    }

    private static GrowthOp op(Map<?, ?> words) {
        String op = text(words, OP);
        return switch (op) {
            case "resize" -> resize(words);
            case "remap" -> {
                int[] from = list(words, "from").stream()
                        .mapToInt(each -> number(each).intValue())
                        .toArray();
                yield GrowthOp.remap(text(words, DIM), from)
                        .noise(number(words.get("noise")).doubleValue());
            }
            case "refactor" ->
                GrowthOp.refactor(text(words, DIM), number(words.get("keep")).intValue());
            case "assign" -> GrowthOp.assign(text(words, "parameter"), init(map(words.get("init"))));
            default -> throw new IllegalArgumentException("an operation of another version: " + op);
        };
    }

    private static GrowthOp resize(Map<?, ?> words) {
        GrowthOp.Resize resize =
                GrowthOp.resize(text(words, DIM), number(words.get("size")).intValue());
        if (words.get("why") instanceof String why) {
            resize = resize.because(why);
        }
        if (words.containsKey("born")) {
            for (Object birth : list(words, "born")) {
                if (!(birth instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String claim)) {
                    throw new IllegalArgumentException("is no birth: " + birth);
                }
                resize = resize.born(claim, init(map(pair.get(1))));
            }
        }
        return resize;
    }

    private static Init init(Map<?, ?> words) {
        String name = text(words, "name");
        double a = number(words.get("a")).doubleValue();
        return switch (name) {
            case Init.ZERO -> Init.zero();
            case Init.CONSTANT -> Init.constant(a);
            case Init.IDENTITY -> Init.identity();
            case Init.HADAMARD -> Init.hadamard(a);
            case Init.NORMAL -> Init.normal(a);
            case Init.UNIFORM -> Init.uniform(a, number(words.get("b")).doubleValue());
            case Init.ORTHONORMAL -> Init.orthonormal();
            case Init.MIRRORED -> Init.mirrored(a);
            case Init.VALUES -> {
                if (!(words.get(VALUES) instanceof float[] values)) {
                    throw new IllegalArgumentException("a birth by values holds none");
                }
                yield Init.values(values);
            }
            default -> throw new IllegalArgumentException("a birth of another version: " + name);
        };
    }

    private static String text(Map<?, ?> words, String key) {
        if (words.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("has no " + key + ": " + words.keySet());
    }

    private static Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException("wants a number, not " + value);
    }

    private static List<?> list(Map<?, ?> words, String key) {
        if (words.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("has no list of " + key + ": " + words.keySet());
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("wants a map, not " + value);
    }
}
