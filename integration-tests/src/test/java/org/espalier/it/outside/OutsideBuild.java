package org.espalier.it.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.it.support.Folders;

/**
 * A Maven project built as somebody else builds it: copied out of this repository, by a process of its own, into a local
 * repository of its own, with the artifacts that the archive brings.
 *
 * <p>The rest comes from what this build has downloaded already, which stands in for Central, so that no network is needed.
 */
final class OutsideBuild {
    private static final String CENTRAL =
            "<id>central</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases>";

    private OutsideBuild() {}

    /** Runs {@code mvn package} on a copy of a project and gives the jar that it makes. */
    static Path jarOf(Path project, Path folder) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("project"));
        for (Path part : listed(project, "*")) {
            if (!part.endsWith("target")) Folders.copy(part, copy.resolve(part.getFileName()));
        }
        Path log = folder.resolve("build.log");
        ProcessBuilder maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.bin"), "mvn").toString(),
                        "-B",
                        "-ntp",
                        "-s",
                        settings(folder).toString(),
                        "-Dmaven.repo.local=" + folder.resolve("m2"),
                        "-Despalier.home=" + Espalier.home(),
                        "package")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        maven.environment().remove("MAVEN_ARGS");
        Process process = maven.start();
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) throw new AssertionError(Files.readString(log));
        List<Path> jars = listed(copy.resolve("target"), "*.jar");
        if (jars.size() != 1) throw new AssertionError(jars + "\n" + Files.readString(log));
        return jars.get(0);
    }

    private static List<Path> listed(Path folder, String glob) throws IOException {
        List<Path> all = new ArrayList<>();
        try (var parts = Files.newDirectoryStream(folder, glob)) {
            parts.forEach(all::add);
        }
        return all;
    }

    /** Not all that a local repository holds has its checksum beside it. */
    private static Path settings(Path folder) throws IOException {
        String central = CENTRAL.formatted(
                Path.of(System.getProperty("maven.repository")).toUri());
        return Files.writeString(
                folder.resolve("settings.xml"),
                """
                <settings>
                  <activeProfiles><activeProfile>downloaded</activeProfile></activeProfiles>
                  <profiles>
                    <profile>
                      <id>downloaded</id>
                      <repositories><repository>%1$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                </settings>
                """
                        .formatted(central));
    }
}
