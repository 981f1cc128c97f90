package org.espalier.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.espalier.api.run.RunReporter;
import org.espalier.arrays.WholeFile;
import org.espalier.report.run.RunFiles;
import org.osgi.service.component.annotations.Component;

/** Writes {@code report.html} into a run's directory: one file that opens offline and refers to nothing outside itself. */
@Component(service = RunReporter.class)
public final class HtmlReporter implements RunReporter {
    @Override
    public Path report(Path directory) throws IOException {
        ByteBuffer page =
                ByteBuffer.wrap(new Page(RunFiles.read(directory)).html().getBytes(StandardCharsets.UTF_8));
        Path file = directory.resolve("report.html");
        WholeFile.write(file, channel -> {
            while (page.hasRemaining()) channel.write(page);
        });
        return file;
    }
}
