package org.espalier.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.run.Comparison;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.RunComparer;
import org.espalier.api.run.RunReporter;
import org.espalier.arrays.WholeFile;
import org.espalier.report.compare.ComparePage;
import org.espalier.report.compare.Comparing;
import org.espalier.report.compare.Controlling;
import org.espalier.report.run.RunFiles;
import org.espalier.report.run.RunRecord;
import org.osgi.service.component.annotations.Component;

/**
 * Writes {@code report.html} into a run's directory, and several runs on one page: files that open offline and refer to nothing
 * outside themselves.
 */
@Component(service = RunReporter.class)
public final class HtmlReporter implements RunComparer {
    @Override
    public Path report(Path directory) throws IOException {
        Path file = directory.resolve("report.html");
        write(file, new Page(RunFiles.read(directory)).html());
        return file;
    }

    @Override
    public Comparison compare(List<Path> directories, Path page) throws IOException {
        if (directories.size() < 2 || directories.size() > MOST) {
            throw new IOException("two to " + MOST + " runs are compared, not " + directories.size());
        }
        List<RunRecord> runs = new ArrayList<>();
        for (Path directory : directories) {
            if (!Files.isRegularFile(directory.resolve("job.yaml"))) throw new IOException(directory + " is no run");
            runs.add(RunFiles.read(directory));
        }
        Comparison comparison = Comparing.of(runs);
        ComparePage body = new ComparePage(comparison, runs);
        write(page, Page.document(body.title(), Page.css("page.css") + Page.css("compare.css"), body::write));
        return comparison;
    }

    @Override
    public Controlled controlled(Path directory) throws IOException {
        if (!Files.isRegularFile(directory.resolve("job.yaml"))) throw new IOException(directory + " is no run");
        return Controlling.of(RunFiles.read(directory));
    }

    private static void write(Path file, String html) throws IOException {
        ByteBuffer page = ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8));
        WholeFile.write(file, channel -> {
            while (page.hasRemaining()) channel.write(page);
        });
    }
}
