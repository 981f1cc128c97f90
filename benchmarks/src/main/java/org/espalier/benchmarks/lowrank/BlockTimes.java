package org.espalier.benchmarks.lowrank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.benchmarks.peer.Machine;
import org.espalier.host.growth.Spectra;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.WorkerTeam;
import org.espalier.host.weights.Revision;

/**
 * What low rank saves of a step and of its state: an MLP and a block of GPT-2 medium's sizes with 1 024 rows, in every {@link Form}, steps in turns
 * and in one process; then the whole model by its layout and cost, which allocates nothing.
 */
public final class BlockTimes {
    private static final int ROWS = 1024;

    /** Steps from one check to the next, as the archive's jobs have it. */
    private static final int GAP = 25;

    /** Share of the machine from which on others spoil wall times: processor time is judged instead. */
    private static final double FOREIGN = 0.08;

    private boolean held = true;

    private BlockTimes() {}

    /** What time and state may be of those of full rank. */
    private record Targets(double time, double state) {}

    /** Makes a contender. */
    private interface Making {
        Contender of(Form form) throws PluginFaultException;
    }

    /**
     * Prints all tables.
     *
     * @return whether every target is met
     */
    public static boolean run() throws IOException, PluginFaultException {
        System.out.printf(
                "%s, OpenBLAS kernels %s; GPT-2 medium's sizes, %d rows%n",
                Machine.processor(), Machine.kernels().orElse("by its own choice"), ROWS);
        BlockTimes times = new BlockTimes();
        Targets mlp = new Targets(0.55, 0.36);
        Targets block = new Targets(0.68, 0.58);
        for (int workers = 1; workers <= 2; workers++) {
            int threads = workers;
            times.table("MLP alone", threads, mlp, form -> Contender.mlp(form, ROWS, threads));
            times.table("Block, 4 × 256", threads, block, form -> Contender.block(form, 4, 256, threads));
        }
        // A sequence is one worker's: there is no work for two.
        times.table("Block, 1 × 1024", 1, block, form -> Contender.block(form, 1, ROWS, 1));
        return WholeModel.run() & times.held;
    }

    private void table(String what, int threads, Targets targets, Making making)
            throws IOException, PluginFaultException {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (Form form : Form.all()) {
                contenders.add(making.of(form));
            }
            Turns turns = Turns.of(contenders);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s, %d thread%s; others' load %.0f %%: judged by %s%n%n",
                    what,
                    threads,
                    threads == 1 ? "" : "s",
                    100 * turns.foreign(),
                    turns.foreign() < FOREIGN ? "wall time" : "processor time");
            System.out.println("| MLP's matrices | step, ms | of full rank | processor, ms | of full rank"
                    + " | state, MB | of full rank | targets |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (int i = 0; i < contenders.size(); i++) {
                print(contenders, i, turns, targets);
            }
            check(contenders, turns, threads);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void print(List<Contender> contenders, int i, Turns turns, Targets targets) {
        Contender each = contenders.get(i);
        double wall = turns.least(i) / turns.least(0);
        double processor = turns.leastProcessor(i) / turns.leastProcessor(0);
        double time = turns.foreign() < FOREIGN ? wall : processor;
        double state = each.stateMegabytes() / contenders.get(0).stateMegabytes();
        String verdict = "";
        if (each.form().fixed()) {
            boolean meets = time <= targets.time() && state <= targets.state();
            verdict = String.format(
                    Locale.ROOT, "%s ≤ %.2f, ≤ %.2f", meets ? "met:" : "**MISSED**:", targets.time(), targets.state());
            held &= meets;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f (%.1f) | **%.2f** (%.2f) | %.0f | %.2f | %.1f | **%.3f** | %s |%n",
                each.form().name(),
                turns.least(i),
                turns.median(i),
                wall,
                turns.median(i) / turns.median(0),
                turns.leastProcessor(i),
                processor,
                each.stateMegabytes(),
                state,
                verdict);
    }

    /** What growth costs beside its steps: the spectra of a check, shared out among the steps up to the next. */
    private static void check(List<Contender> contenders, Turns turns, int threads) {
        int last = contenders.size() - 1;
        Revision growing = contenders.get(last).revision();
        if (growing.dims().list().isEmpty()) {
            return;
        }
        double least = Double.POSITIVE_INFINITY;
        try (WorkerTeam team = new WorkerTeam("spectra", threads)) {
            Spectra spectra = new Spectra(team::run);
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                spectra.of(growing.dims().list(), growing);
                least = Math.min(least, (System.nanoTime() - start) / 1e6);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nA look at the %d ranks while they grow: %.0f ms, %.0f ms a matrix; every %d steps %.1f ms a step, which is %.3f of full"
                        + " rank's.%n",
                growing.dims().list().size(),
                least,
                least / growing.dims().list().size(),
                GAP,
                least / GAP,
                least / GAP / turns.least(0));
    }
}
