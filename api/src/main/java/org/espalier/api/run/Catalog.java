package org.espalier.api.run;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What can be asked for here: the plugins that are there now with their settings, and the keys of jobs. Help, completion,
 * consoles and the tables of the docs all read it. The host implements it and registers it as a service.
 *
 * <p>Thread-safe. Every answer is a snapshot that holds nothing of a plugin.
 */
@ProviderType
public interface Catalog {
    /** The plugins that a job can ask for, by kind and name; of several with one name the one that serves. */
    List<PluginDescription> plugins();

    /**
     * The plugins of a name.
     *
     * @param kind a kind such as {@code strategy}, blanks as {@code -} or as they are; empty for all kinds
     * @param name the name in job files
     * @return at least one; more only if the kind is empty and kinds share the name
     * @throws RefusedException if there is none, with the nearest names that there are
     */
    List<PluginDescription> find(String kind, String name) throws RefusedException;

    /** The keys of a job that belong to the host, in the order of a job file; those of plugins are not among them. */
    List<SettingDescription> job();

    /**
     * The dotted keys that {@link RunRequest#set} takes for a job: the host's, those of each plugin that the job names, and
     * those of its growth entries by their ids. What a plugin that is not there would take is left out. Those of a run that is
     * not going on have the values that were in effect at its newest checkpoint.
     *
     * @param job the job file, YAML; or the directory of a run
     * @throws RefusedException if the file cannot be read or is no job, or the directory is no run
     */
    List<SettingDescription> settings(Path job) throws RefusedException;

    /**
     * The dotted keys of a run, each with the value that it has now; {@link SettingDescription#changeable} says which of them
     * {@link Run#set} takes.
     *
     * @throws RefusedException if the run's job cannot be read
     */
    List<SettingDescription> settings(Run run) throws RefusedException;
}
