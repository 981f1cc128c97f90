package org.espalier.it.outside;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.it.outside.Espalier.Outcome;

/**
 * Somebody who writes a plugin: a home of his own with an empty local Maven repository, and a shell to type into.
 *
 * <p>Central is what this build has downloaded from there, so nothing comes from the network, and nothing of what is built here
 * gets into the repository of whoever runs these tests.
 */
record Author(Path home) {
    /** What issue and tutorial promise. */
    private static final long MINUTES = 10;

    private static final String COLOURS = "\u001b\\[[;\\d]*m";
    /** Offline, files are there all the same; a download of one is not told. */
    private static final String OPTIONS =
            "-Daether.offline.protocols=file" + " -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.transfer=warn";

    /** Not all that a local repository holds has its checksum beside it; what it lacks is not looked for in the network. */
    static Author at(Path home) throws IOException {
        String repository =
                "<id>downloaded</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                        .formatted(downloaded());
        Files.writeString(
                Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"),
                """
                <settings>
                  <interactiveMode>false</interactiveMode>
                  <offline>true</offline>
                  <activeProfiles>
                    <activeProfile>here</activeProfile>
                  </activeProfiles>
                  <profiles>
                    <profile>
                      <id>here</id>
                      <repositories><repository>%1$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                </settings>
                """
                        .formatted(repository));
        return new Author(home);
    }

    private static URI downloaded() {
        return Path.of(System.getProperty("maven.repository")).toUri();
    }

    /** What bash says to these lines, typed in at home; it ends at the first that fails. Errors stand among the output. */
    Outcome types(String lines) throws Exception {
        Path said = home.resolve("said.txt");
        Process bash = shell(lines).redirectOutput(said.toFile()).start();
        if (!bash.waitFor(MINUTES, TimeUnit.MINUTES)) {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
            throw new AssertionError("not within " + MINUTES + " minutes:\n" + Files.readString(said));
        }
        return new Outcome(bash.exitValue(), Files.readString(said).replaceAll(COLOURS, ""), "");
    }

    private ProcessBuilder shell(String lines) {
        ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "-euc", lines)
                .directory(home.toFile())
                .redirectErrorStream(true);
        var environment = bash.environment();
        environment
                .keySet()
                .removeAll(List.of(
                        "MAVEN_ARGS",
                        "MAVEN_CMD_LINE_ARGS",
                        "MAVEN_PROJECTBASEDIR",
                        "M2_HOME",
                        "MAVEN_HOME",
                        "JAVA_OPTS"));
        environment.keySet().removeAll(List.of("ESPALIER_DATA", "ESPALIER_PLUGINS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", System.getProperty("maven.bin") + ":" + environment.get("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("MAVEN_SKIP_RC", "true");
        environment.put("MAVEN_OPTS", OPTIONS + " -Duser.home=" + home);
        environment.putAll(Espalier.in(home).withNativesOfTheTested().environment());
        return bash;
    }
}
