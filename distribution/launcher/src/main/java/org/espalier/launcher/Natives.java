package org.espalier.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The natives that the archive holds: the platform they were built for and the CPU flags, as Linux names them, without
 * which they would end the process with an illegal instruction.
 */
record Natives(String platform, String classifier, List<String> cpuFlags) {

    static Natives of(Home home) throws LaunchException {
        Path file = home.root().resolve("lib/natives.properties");
        var values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.CONTAINER, "cannot read " + file + ": unpack the archive again", e);
        }
        List<String> flags = Arrays.stream(values.getProperty("cpu.flags", "").split(" "))
                .filter(flag -> !flag.isBlank())
                .toList();
        return new Natives(values.getProperty("platform", ""), values.getProperty("classifier", ""), flags);
    }

    /** Refuses a machine on which the natives cannot run; to be called before they are loaded. */
    void check(String machine, Set<String> flags) throws LaunchException {
        if (!platform.equals(machine))
            throw new LaunchException(
                    ExitCode.UNSUPPORTED_MACHINE,
                    "this archive holds natives for " + platform + " and this machine is " + machine
                            + ": take the archive for " + machine);
        List<String> missing =
                cpuFlags.stream().filter(flag -> !flags.contains(flag)).toList();
        if (!flags.isEmpty() && !missing.isEmpty())
            throw new LaunchException(
                    ExitCode.UNSUPPORTED_MACHINE,
                    "this CPU lacks " + String.join(", ", missing) + ", which the natives of this archive ("
                            + classifier
                            + ") need: use an x86-64 CPU of 2013 or later, or build with -Despalier.nd4j.classifier="
                            + platform + " -Despalier.cpu.flags=");
    }

    /** The machine's platform as the natives' classifiers name it. */
    static String machine() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
        String processor =
                switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
        return system + "-" + processor;
    }

    /** The flags of the first CPU; empty where the system does not list them, and then nothing is refused. */
    static Set<String> cpuFlags(Path cpuinfo) {
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Arrays.stream(
                                    line.substring(line.indexOf(':') + 1).split(" "))
                            .collect(Collectors.toUnmodifiableSet()))
                    .orElse(Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Where Linux lists the CPU's flags; a property names another file, so that the refusal can be tried out. */
    static Path cpuinfo() {
        return Path.of(System.getProperty("espalier.cpuinfo", "/proc/cpuinfo"));
    }
}
