package org.espalier.compatibility;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The exported types of a module, read from its sources: annotations and comments that no class file keeps are there, too.
 *
 * @param types    public types of exported packages, nested ones included
 * @param comments the documentation of an element, as written; empty if there is none
 */
record Sources(List<TypeElement> types, Comments comments) {
    /** Where documentation comes from. */
    interface Comments {
        String of(Element element);
    }

    static Sources in(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null);
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> java = files.filter(f -> f.toString().endsWith(".java")).toList();
            List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    d -> {
                        if (d.getKind() == javax.tools.Diagnostic.Kind.ERROR) problems.add(d.toString());
                    },
                    options,
                    null,
                    manager.getJavaFileObjectsFromPaths(java));
            List<TypeElement> types = new ArrayList<>();
            for (Element element : task.analyze()) {
                if (element instanceof TypeElement type
                        && type.getEnclosingElement() instanceof PackageElement of
                        && annotated(of, "Export")) {
                    collect(type, types);
                }
            }
            if (!problems.isEmpty()) {
                throw new AssertionError(problems.toString());
            }
            return new Sources(types, element -> {
                String comment = task.getElements().getDocComment(element);
                return comment == null ? "" : comment.replaceAll("\\s+", " ").strip();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(TypeElement type, List<TypeElement> types) {
        if (type.getModifiers().contains(Modifier.PUBLIC)) {
            types.add(type);
            ElementFilter.typesIn(type.getEnclosedElements()).forEach(nested -> collect(nested, types));
        }
    }

    /** Whether an element carries an annotation of that simple name. */
    static boolean annotated(Element element, String name) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(a -> a.getAnnotationType().asElement().getSimpleName().contentEquals(name));
    }
}
