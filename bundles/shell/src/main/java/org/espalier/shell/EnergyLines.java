package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.api.run.EnergyEstimate.Product;
import org.espalier.shell.display.Numbers;

/** An estimate of energy as it is told: never a number without what it supposes. */
final class EnergyLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final EnergyEstimate estimate;
    private final String checkpoint;

    /** @param checkpoint as it is shown */
    EnergyLines(EnergyEstimate estimate, String checkpoint) {
        this.estimate = estimate;
        this.checkpoint = checkpoint;
    }

    private double ratio() {
        return estimate.stepJoules() / estimate.stepJoulesInFloat32();
    }

    /** For people. */
    List<String> text() {
        Table table =
                new Table("one training step", "operation, bits", "multiply-adds", "pJ each", "J", "J in float32");
        for (Product product : estimate.products()) {
            table.row(
                    product.name(),
                    product.operation(),
                    Numbers.count(product.multiplyAdds()),
                    Numbers.figure(product.picojoules()),
                    Numbers.figure(1e-12 * product.multiplyAdds() * product.picojoules()),
                    Numbers.figure(1e-12 * product.multiplyAdds() * product.inFloat32()));
        }
        table.row(
                "all",
                "",
                Numbers.count(estimate.stepMultiplyAdds()),
                "",
                Numbers.figure(estimate.stepJoules()),
                Numbers.figure(estimate.stepJoulesInFloat32()));
        List<String> lines = new ArrayList<>();
        lines.add("checkpoint  " + checkpoint);
        lines.addAll(table.lines());
        lines.add("of float32's energy " + Numbers.figure(ratio()) + ", under what is assumed below");
        lines.add("the run's " + estimate.step() + " steps so far: " + Numbers.count(estimate.multiplyAdds())
                + " multiply-adds, " + Numbers.figure(estimate.runJoules()) + " J");
        lines.add("energies: " + estimate.table());
        lines.add("assumed:");
        estimate.assumptions().forEach(line -> lines.add("- " + line));
        return lines;
    }

    /** For programs: one object. */
    String json() {
        List<Map<String, Object>> products = new ArrayList<>();
        for (Product product : estimate.products()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", product.name());
            map.put("operation", product.operation());
            map.put("multiply-adds", product.multiplyAdds());
            map.put("picojoules", product.picojoules());
            map.put("in-float32", product.inFloat32());
            products.add(map);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("checkpoint", checkpoint);
        object.put("energies", estimate.table());
        object.put("products", products);
        object.put("step-joules", estimate.stepJoules());
        object.put("step-joules-in-float32", estimate.stepJoulesInFloat32());
        object.put("step", estimate.step());
        object.put("run-multiply-adds", estimate.multiplyAdds());
        object.put("run-joules", estimate.runJoules());
        object.put("assumptions", estimate.assumptions());
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps are always writable", e);
        }
    }
}
