package org.espalier.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the host have a direction, which their package-infos tell. */
class PackageGraphTest {
    private static final Path SOURCES = Path.of("src/main/java/org/espalier/host");
    private static final Pattern TYPE = Pattern.compile("\\borg\\.espalier\\.host((?:\\.[a-z]\\w*)+)\\.[A-Z]");

    @Test
    void noPackageDependsOnItselfByWayOfOthers() throws IOException {
        Map<String, Set<String>> graph = graph();
        assertTrue(graph.get(".runs").contains(".runs.steering"), graph::toString);
        assertEquals(List.of(), cycle(graph));
    }

    @Test
    void aCycleIsToldByThePackagesOnIt() {
        Map<String, Set<String>> graph =
                Map.of(".a", Set.of(".b"), ".b", Set.of(".c", ".d"), ".c", Set.of(), ".d", Set.of(".b"));
        assertEquals(Set.of(".b", ".d"), Set.copyOf(cycle(graph)));
        assertEquals(List.of(), cycle(Map.of(".a", Set.of(".b", ".c"), ".b", Set.of(".c"))));
    }

    /** Packages by those that name a type of theirs, without the host's own name in front. */
    private static Map<String, Set<String>> graph() throws IOException {
        Map<String, Set<String>> graph = new TreeMap<>();
        List<Path> sources;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            sources = all.filter(path -> path.toString().endsWith(".java")).toList();
        }
        for (Path source : sources) {
            StringBuilder own = new StringBuilder();
            SOURCES.relativize(source.getParent())
                    .forEach(name -> own.append('.').append(name));
            Set<String> others = graph.computeIfAbsent(own.toString(), name -> new TreeSet<>());
            Matcher type = TYPE.matcher(Files.readString(source));
            while (type.find()) {
                others.add(type.group(1));
            }
            others.remove(own.toString());
        }
        return graph;
    }

    /** The packages on a cycle, the first of them again at its end; empty if there is none. */
    private static List<String> cycle(Map<String, Set<String>> graph) {
        Set<String> clear = new HashSet<>();
        return graph.keySet().stream()
                .map(name -> cycle(name, new ArrayList<>(), clear, graph))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> cycle(String at, List<String> way, Set<String> clear, Map<String, Set<String>> graph) {
        int before = way.indexOf(at);
        if (clear.contains(at)) {
            return List.of();
        }
        way.add(at);
        if (before >= 0) {
            return way.subList(before, way.size());
        }
        for (String next : graph.getOrDefault(at, Set.of())) {
            List<String> found = cycle(next, way, clear, graph);
            if (!found.isEmpty()) {
                return found;
            }
        }
        way.remove(way.size() - 1);
        clear.add(at);
        return List.of();
    }
}
