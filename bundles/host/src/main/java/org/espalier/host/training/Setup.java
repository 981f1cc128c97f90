package org.espalier.host.training;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.Parameter;
import org.espalier.host.growth.Births;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Budget;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundSchedule;
import org.espalier.host.plugins.StrategySupply;

/**
 * All that a run is made of before its first step: a job with its plugins bound and its data open.
 *
 * @param id         name and number of the run, for threads and messages
 * @param model      what is trained
 * @param data       its samples, open
 * @param loss       what is minimised
 * @param optimizers which optimizer trains which parameter
 * @param rates      rate of each parameter before the schedule
 * @param moments    most moments that an optimizer keeps per entry, for the budget
 * @param precision  what tensors are rounded to, and which
 * @param schedule   the course of all rates
 * @param births     first values of newborn entries
 * @param entries    who may grow what, in the order of asking
 * @param strategies where the strategies of the entries are found, call by call
 * @param budget     what growth may not exceed
 * @param batch      samples per step
 * @param epochs     epochs of the whole run
 * @param seed       seed of all random streams
 * @param order      in which the epochs take the samples
 * @param clip       largest Euclidean norm of the gradient; empty for none
 * @param workers    threads of a step
 * @param deadline   longest answer of a strategy
 * @param trains     whether weights are updated
 * @param reprepare  probability per step with which all prepared forms are dropped, to show that nothing depends on them
 * @param recorded   growth of another run by which this one is to grow; none where strategies are asked
 */
public record Setup(
        String id,
        BoundModel model,
        Dataset data,
        BoundLoss loss,
        OptimizerByParameter optimizers,
        ToDoubleFunction<Parameter> rates,
        int moments,
        Precision precision,
        BoundSchedule schedule,
        Births births,
        List<GrowthEntry> entries,
        StrategySupply strategies,
        Budget budget,
        int batch,
        long epochs,
        long seed,
        SampleOrder order,
        OptionalDouble clip,
        int workers,
        Duration deadline,
        boolean trains,
        double reprepare,
        RecordedGrowth recorded) {}
