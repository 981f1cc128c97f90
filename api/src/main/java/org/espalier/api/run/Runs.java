package org.espalier.api.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The door to runs: what shells, consoles and tests call. The host implements it and registers it as a service.
 *
 * <p>Thread-safe. Several runs may train at once, each on its own thread.
 */
@ProviderType
public interface Runs {
    /**
     * Starts a run of a job. All that can be checked is checked first; a refusal starts nothing and writes nothing.
     *
     * @throws RefusedException if the job cannot be run as it stands
     */
    Run start(RunRequest request) throws RefusedException;

    /** As {@link #resume(ResumeRequest)}, with the settings that the run has. */
    default Run resume(Path directory) throws RefusedException {
        return resume(ResumeRequest.of(directory));
    }

    /** As {@link #resume(ResumeRequest)}, changed by nobody in particular. */
    default Run resume(Path directory, Map<String, String> settings) throws RefusedException {
        return resume(directory, settings, Cause.of("", ""));
    }

    /** As {@link #resume(ResumeRequest)}, with settings that change from here on, by whom and why. */
    default Run resume(Path directory, Map<String, String> settings, Cause cause) throws RefusedException {
        ResumeRequest request = ResumeRequest.of(directory).because(cause);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            request = request.set(setting.getKey(), setting.getValue());
        }
        return resume(request);
    }

    /**
     * Goes on with a run from its last complete checkpoint, bit for bit as if it had not stopped; a run without a checkpoint
     * starts over. What people changed after that checkpoint is changed again after the same steps: where the plugin of a swap is
     * not there, the run waits for it; where a change is refused now, the run ends with the state of that step kept. More
     * {@code epochs} train a finished run longer.
     *
     * @throws RefusedException if the run has finished and is not to be longer, another process is at it, a setting may not
     *     change, or it shows already that a change cannot be made again and such are not to be dropped
     */
    Run resume(ResumeRequest request) throws RefusedException;

    /**
     * Begins a new run with the checkpoint of another, which is left as it is and may train on meanwhile, here or elsewhere. The
     * new run has the history of its parent, a checkpoint of its own from the first, and the settings that were asked for. An
     * unchanged fork ends bit for bit as its parent.
     *
     * @throws RefusedException if there is no such checkpoint, naming those that there are; or a setting may not differ: seed,
     *     batch and data are those of the parent
     */
    Run fork(ForkRequest request) throws RefusedException;

    /**
     * Checks a fork as {@link #fork} would, and begins none; no folder is made, and nothing of the other run is touched. Data that
     * is needed for the answer and was never made is made ready and kept, as the fork itself would.
     *
     * @return what would be another, with the loss on held-out samples on both sides where the same weights may be another function,
     *     and what every growth entry under another strategy would do at its first look
     * @throws RefusedException as {@link #fork}
     */
    Trial tryFork(ForkRequest request) throws RefusedException, InterruptedException;

    /**
     * Trains a run again from its birth to its newest checkpoint: the growth is what its journal holds, no strategy is asked or
     * need be there, and what people changed is changed again. The new run has FINISHED if weights, moments and ages are those of
     * the checkpoint bit for bit, and has FAILED, naming the first that differs, if they are not.
     *
     * @param directory the run's directory, {@code runs/<job>/<n>}
     * @throws RefusedException if the run has no checkpoint, or its journal does not hold how it has grown
     */
    Run replay(Path directory) throws RefusedException;

    /**
     * Trains a run once more from its birth as a control of what it shows: with the same job, given weights and changes, but
     * something left out. Strategies are asked as ever, so its sizes are those that they would choose of nothing. When it has
     * FINISHED, the report of the original shows it beside the run.
     *
     * @param directory the run's directory, {@code runs/<job>/<n>}
     * @param control   what is left out
     * @throws RefusedException if the run has no checkpoint, is a control itself, or its job cannot be run any more
     */
    Run control(Path directory, Control control) throws RefusedException;

    /**
     * Predicts with a checkpoint. No strategy need be there.
     *
     * @param directory the run's directory, for its newest checkpoint that can be opened (the log says which newer ones are
     *     passed over, and why), or that of one, {@code runs/<job>/<n>/checkpoints/<step>}
     * @param input     a .npy file of inputs, [samples, …], channels-last or without a channel axis
     * @param output    the .npy file to write; it must not exist
     * @return shape of what was written
     * @throws RefusedException if the run or the file cannot be used, or the output exists
     */
    int[] predict(Path directory, Path input, Path output) throws RefusedException;

    /**
     * Goes on with a text by a checkpoint's model, one token after another, each drawn from the scores behind the text so far,
     * or behind as much of its end as the model takes. The same request gives the same text. No strategy need be there.
     *
     * @param written is given the bytes of every token as soon as it is drawn, on the calling thread; they need not be whole
     *     characters. Whether more is wanted
     * @return which checkpoint did it, and how many tokens it took
     * @throws RefusedException if the run cannot be used, its model or its data do not write text, or a number is out of its
     *                          range
     * @throws InterruptedException if interrupted; what was written stands
     */
    Generated generate(GenerationRequest request, Predicate<byte[]> written)
            throws RefusedException, InterruptedException;

    /**
     * Measures a checkpoint on data that it was not trained on, as the end of a run does. No strategy need be there.
     *
     * @param directory   the run's directory, for its last checkpoint, or that of one
     * @param split       {@code test} or {@code validation}
     * @param resolutions grid points per axis; empty for those that the job tests at, or on validation data the run's own
     * @return which checkpoint that is, and its losses in the order of the resolutions
     * @throws RefusedException if the run cannot be used, or its data cannot be had so
     */
    Evaluation evaluate(Path directory, String split, List<Integer> resolutions)
            throws RefusedException, InterruptedException;

    /**
     * Estimates the energy of training from the model's count of multiply–adds and a table of energies. No strategy need be
     * there.
     *
     * @param directory the run's directory, for its last checkpoint, or that of one
     * @param table     a file of energies, as {@code conf/energy-45nm.yaml}; empty for that one's
     * @throws RefusedException if the run or the table cannot be used
     */
    EnergyEstimate energy(Path directory, Optional<Path> table) throws RefusedException;

    /**
     * Writes a checkpoint's weights for others, and beside them {@code load_in_torch.py}, which reads them. No plugin need be
     * there; without the model's the script lacks the model.
     *
     * @param directory the run's directory, for its last checkpoint, or that of one
     * @param format    {@code safetensors} or {@code npz}
     * @param output    the folder to write into; made if it is absent
     * @return the files
     * @throws RefusedException if the checkpoint cannot be opened, or a file is there already
     */
    List<Path> export(Path directory, String format, Path output) throws RefusedException;

    /** The runs of this process, oldest first. */
    List<Run> list();

    /** The plugins that are there now, by kind and name. */
    List<PluginCard> plugins();

    /**
     * Finds out what would become of the container and of its runs if a jar came into the drop-in folder; nothing is changed.
     *
     * @throws RefusedException if the file is no bundle
     */
    BundleTrial tryBundle(Path jar) throws RefusedException, InterruptedException;

    /** What is wrong in the drop-in folder, by file: one for each trouble of a file that does not serve, or not whole. */
    List<PluginTrouble> pluginTroubles();
}
