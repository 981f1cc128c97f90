package org.espalier.host.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.settings.OneLine;

/** A job file with the settings that go before it: the job that they give, and where each key of it stands. Immutable. */
public final class JobFile {
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final Origins origins;
    private final Job job;

    private JobFile(Path file, YamlTree tree, Map<String, String> overrides) throws RefusedException {
        this.file = file;
        this.origins = new Origins(file, tree, overrides);
        try {
            this.job = JobReader.read(tree.root(), stem(file));
        } catch (SettingsException e) {
            throw refusal(e);
        }
    }

    /**
     * The job of a file.
     *
     * @param file      YAML 1.2 in UTF-8, at most 1 MB
     * @param overrides dotted keys to YAML values, such as those of {@code RunRequest.settings()}; growth entries by their id,
     *     {@code off} to let one rest, {@code remove} to take it away
     * @throws RefusedException if the file cannot be read or does not describe a job; one line with file, line, key, value, why
     */
    public static JobFile read(Path file, Map<String, String> overrides) throws RefusedException {
        return parse(text(file), file, overrides);
    }

    /** The job of a text; the file serves only as its name. */
    public static JobFile parse(String yaml, Path file, Map<String, String> overrides) throws RefusedException {
        return parse(yaml, file, overrides, Set.of());
    }

    /**
     * Likewise, without some of what the text says.
     *
     * @param without dotted keys, growth entries by their id
     */
    public static JobFile parse(String yaml, Path file, Map<String, String> overrides, Set<String> without)
            throws RefusedException {
        YamlTree tree = YamlTree.parse(yaml, file.toString());
        without.forEach(key -> Address.remove(tree.root(), key));
        Overrides.apply(tree.root(), overrides);
        Said.note(tree.root(), overrides);
        return new JobFile(file, tree, new LinkedHashMap<>(overrides));
    }

    /** The job. */
    public Job job() {
        return job;
    }

    /** The file that it was read from. */
    public Path file() {
        return file;
    }

    /** The folder that holds the file, absolute. */
    public Path base() {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** The refusal of a setting, with where it stands: a line of the file, or {@code --set}. */
    public RefusedException refusal(SettingsException refused) {
        return refusal(refused.key(), refused.value(), refused.why());
    }

    /**
     * The refusal of a setting, under the key that was typed if it came from outside.
     *
     * @param key   its dotted key, such as {@code model.type}
     * @param value what was given
     * @param why   what is wrong and what would do, without a full stop
     */
    public RefusedException refusal(String key, Object value, String why) {
        String shown = OneLine.whole(OneLine.plain(String.valueOf(value)) + " — " + why);
        Origins.Origin origin = origins.of(key);
        return new RefusedException(origin.where(), origin.key(), shown);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The text of a file that is UTF-8 and of the size of a job. */
    public static String text(Path file) throws RefusedException {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException(
                    file.toString(), "", Files.exists(file) ? "is not a file" : "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new RefusedException(file.toString(), "", "is larger than a job file may be, 1 MB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new RefusedException(file.toString(), "", "is not UTF-8 text");
        } catch (IOException e) {
            throw new RefusedException(file.toString(), "", "cannot be read: " + OneLine.plain(String.valueOf(e)));
        }
    }
}
