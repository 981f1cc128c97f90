package org.espalier.host.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.espalier.host.store.Disk;

/** The folder of an export: weights, and beside them the Python that reads them. Nothing is overwritten. */
public final class ExportFolder {
    private final Path folder;
    private final WeightsFormat format;

    /** A folder, which is made when something is written. */
    public ExportFolder(Path folder, WeightsFormat format) {
        this.folder = folder;
        this.format = format;
    }

    /** What stands in a model's place where there is no source of it. */
    public static String noModel(String why) {
        return TorchScript.missing(why);
    }

    /**
     * Writes weights and script.
     *
     * @param about what is exported, in a few words
     * @param model source that defines {@code network()}
     * @return the files
     * @throws WeightsException if one of them is there already
     */
    public List<Path> write(Weights weights, String about, String model) throws IOException {
        String name = "weights." + format.word();
        List<Path> files = List.of(folder.resolve(name), folder.resolve(TorchScript.FILE));
        for (Path file : files) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new WeightsException(file.toString(), "", "is there already; nothing is overwritten");
            }
        }
        String script = TorchScript.of(about, name, model);
        Files.createDirectories(folder);
        Disk.local().write(files.get(0), out -> weights.write(format, out));
        Disk.local().write(files.get(1), out -> out.write(script.getBytes(StandardCharsets.UTF_8)));
        Disk.local().syncDirectory(folder);
        return files;
    }
}
