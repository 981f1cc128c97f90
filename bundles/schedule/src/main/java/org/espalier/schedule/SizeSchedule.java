package org.espalier.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.schedule.ScheduleSettings.Due;
import org.osgi.service.component.annotations.Component;

/**
 * Growth by the clock: every claimed dim has the size of the last time that was reached.
 *
 * <p>It looks at nothing but the step, so it is the control that a criterion must beat. Only a dim of kind RESOLUTION may
 * shrink: every other would lose what it has learned. It keeps no state; a size that is out of reach for now, as modes are
 * on a coarse grid, is asked for again at the next decision.
 */
@Component(service = GrowthStrategy.class)
@Plugin(name = "schedule")
@Doc("growth by the clock: every claimed dim has the size of the last time that was reached")
public final class SizeSchedule implements GrowthStrategy<ScheduleSettings> {
    @Override
    public Class<ScheduleSettings> settings() {
        return ScheduleSettings.class;
    }

    @Override
    public Set<Integer> foreseen(Dim dim, ScheduleSettings settings) {
        return settings.sizes();
    }

    @Override
    public int birth(Dim dim, ScheduleSettings settings) {
        Due first = settings.byStep(Integer.MAX_VALUE).get(0L);
        return first == null ? dim.size() : first.size();
    }

    @Override
    public PluginState begin(ModelView model, ScheduleSettings settings) {
        for (Dim dim : model.dims()) {
            if (!shrinks(dim)) {
                ascending("at-epoch", settings.atEpoch(), dim);
                ascending("at-step", settings.atStep(), dim);
            }
        }
        return PluginState.empty();
    }

    @Override
    public List<String> warnings(ScheduleSettings settings, long epochs, long stepsPerEpoch) {
        List<String> late = new ArrayList<>();
        // Nothing grows after the last step, so a time that falls on it is late too.
        late(late, "at-epoch", settings.atEpoch(), "epoch", epochs);
        late(late, "at-step", settings.atStep(), "step", epochs * stepsPerEpoch);
        return late;
    }

    private static void late(List<String> late, String key, Map<Integer, Integer> sizes, String unit, long end) {
        sizes.forEach((time, size) -> {
            if (time >= end) {
                late.add(
                        key + "." + time + ": size " + size + " is never taken, the run ends with " + unit + " " + end);
            }
        });
    }

    private static void ascending(String key, Map<Integer, Integer> sizes, Dim dim) {
        int before = 0;
        for (Map.Entry<Integer, Integer> entry : sizes.entrySet()) {
            if (entry.getValue() < before) {
                throw new SettingsException(
                        key + "." + entry.getKey(),
                        entry.getValue(),
                        dim.name() + " would shrink from " + before + "; only a resolution may");
            }
            before = entry.getValue();
        }
    }

    private static boolean shrinks(Dim dim) {
        return dim.kind().equals(DimKind.RESOLUTION);
    }

    @Override
    public Decision decide(StepView seen, ScheduleSettings settings, PluginState state) {
        NavigableMap<Long, Due> times = settings.byStep(seen.stepsPerEpoch());
        Map.Entry<Long, Due> reached = times.floorEntry(seen.step());
        if (reached == null) {
            return Decision.keep(
                            "nothing before " + times.firstEntry().getValue().time(), state)
                    .notBefore(times.firstKey());
        }
        Due due = reached.getValue();
        List<Dim> changing = new ArrayList<>();
        List<String> outOfReach = new ArrayList<>();
        for (Dim dim : seen.dims()) {
            if (dim.size() < due.size() || dim.size() > due.size() && shrinks(dim)) {
                if (dim.permits(due.size())) {
                    changing.add(dim);
                } else {
                    outOfReach.add(dim + " cannot be " + due.size());
                }
            }
        }
        if (!changing.isEmpty()) {
            List<GrowthOp.Resize> ops =
                    changing.stream().map(d -> GrowthOp.resize(d, due.size())).toList();
            return Decision.grow(
                    GrowthPlan.of(ops), due.time() + " reached: " + sizes(changing) + " → " + due.size(), state);
        }
        if (!outOfReach.isEmpty()) {
            return Decision.keep(due.time() + " reached, but " + String.join(", ", outOfReach) + " now", state);
        }
        Map.Entry<Long, Due> ahead = times.higherEntry(seen.step());
        String since = due.size() + " since " + due.time();
        return ahead == null
                ? Decision.keep(since, state)
                : Decision.keep(since + ", until " + ahead.getValue().time(), state)
                        .notBefore(ahead.getKey());
    }

    /** The sizes that change, once each: 16, or 4, 6. */
    private static String sizes(List<Dim> dims) {
        return dims.stream().map(Dim::size).collect(Collectors.toCollection(TreeSet::new)).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
