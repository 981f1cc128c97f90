package org.espalier.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.junit.jupiter.api.Test;

/** The rules that let exported types last for years: who implements them, what they promise, how they may grow. */
class ExportedTypesTest {
    private static final Sources API = Sources.in(Path.of(System.getProperty("espalier.api.sources")));
    private static final Sources LAYERS = Sources.in(Path.of(System.getProperty("espalier.layers.sources")));

    @Test
    void everyTypeSaysByAnnotationWhoImplementsIt() {
        assertNone(API, type -> Sources.annotated(type, "ProviderType") == Sources.annotated(type, "ConsumerType"));
        assertNone(LAYERS, type -> Sources.annotated(type, "ProviderType") == Sources.annotated(type, "ConsumerType"));
    }

    @Test
    void whatPluginsImplementIsAnInterfaceWhoseWordsNameThemTheThreadAndWhatAFaultDoes() {
        assertNone(API, consumer().and(type -> type.getKind() != ElementKind.INTERFACE));
        assertNone(API, consumer().and(says("implement it").negate()));
        assertNone(API, consumer().and(topLevel()).and(says("thread").negate()));
        assertNone(API, consumer().and(topLevel()).and(says("throw").negate()));
    }

    @Test
    void whatTheHostImplementsSaysSo() {
        assertNone(
                API,
                consumer()
                        .negate()
                        .and(type -> type.getKind() == ElementKind.INTERFACE)
                        .and(sealed().negate())
                        .and(says("The host implements it").negate()));
    }

    @Test
    void closedFamiliesThatMayGrowAskForADefault() {
        assertNone(
                API,
                sealed().and(says("this API alone implements it")
                        .and(says("{@code default}"))
                        .negate()));
        assertNone(
                API,
                type -> type.getKind() == ElementKind.ENUM
                        && constants(type) > 1
                        && says("{@code default}").or(says("Closed")).negate().test(type));
    }

    @Test
    void classesAreFinalAndBuiltByFactoriesAloneButForExceptions() {
        assertNone(
                API,
                type -> type.getKind() == ElementKind.CLASS
                        && !type.getModifiers().contains(Modifier.FINAL));
        assertNone(
                API,
                type -> type.getKind() == ElementKind.CLASS
                        && !exception(type)
                        && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                                .anyMatch(c -> !c.getModifiers().contains(Modifier.PRIVATE)));
    }

    /** The components of a record are frozen for whoever constructs it: so plugins never do. */
    @Test
    void recordsAreMadeByTheHostForReaders() {
        assertNone(
                API,
                type -> type.getKind() == ElementKind.RECORD
                        && !says("Made by the host for readers").test(outermost(type)));
        assertNone(LAYERS, type -> type.getKind() == ElementKind.RECORD);
    }

    @Test
    void errorsCarryTheirParts() {
        assertNone(
                API,
                type -> exception(type)
                        && ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                                .noneMatch(m -> m.getModifiers().contains(Modifier.PUBLIC)
                                        && m.getParameters().isEmpty()));
    }

    @Test
    void everythingPublicHasAWord() {
        for (Sources sources : List.of(API, LAYERS)) {
            assertEquals(
                    List.of(),
                    sources.types().stream()
                            .flatMap(type -> Stream.concat(Stream.of(type), members(type)))
                            .filter(element -> sources.comments().of(element).isEmpty())
                            .map(element -> element.getEnclosingElement() + "." + element)
                            .toList());
        }
    }

    /** A rule that reads nothing holds of everything. */
    @Test
    void theRulesAreReadFromRealSources() {
        assertTrue(API.types().size() > 70, () -> "only " + API.types().size() + " types");
        assertTrue(API.types().stream().filter(consumer()).count() >= 15);
        assertTrue(API.types().stream().filter(sealed()).count() >= 3);
        assertTrue(API.types().stream().filter(ExportedTypesTest::exception).count() >= 5);
        assertTrue(LAYERS.types().size() > 10);
    }

    private static Stream<? extends Element> members(TypeElement type) {
        boolean given = type.getKind() == ElementKind.RECORD || type.getKind() == ElementKind.ENUM;
        Set<String> generated = Set.of("values", "valueOf");
        return type.getEnclosedElements().stream()
                .filter(e -> e.getModifiers().contains(Modifier.PUBLIC) && !(e instanceof TypeElement))
                .filter(e -> !Sources.annotated(e, "Override"))
                // What the compiler adds to records and enums has no comment of its own.
                .filter(e -> !(given
                        && (e.getKind() == ElementKind.CONSTRUCTOR
                                || generated.contains(e.getSimpleName().toString())
                                || type.getRecordComponents().stream()
                                        .anyMatch(c -> c.getSimpleName().equals(e.getSimpleName()))
                                || e instanceof ExecutableElement m && inherited(m))));
    }

    private static boolean inherited(ExecutableElement method) {
        return Set.of("equals", "hashCode", "toString")
                .contains(method.getSimpleName().toString());
    }

    private static Predicate<TypeElement> consumer() {
        return type -> Sources.annotated(type, "ConsumerType");
    }

    private static Predicate<TypeElement> sealed() {
        return type -> type.getModifiers().contains(Modifier.SEALED);
    }

    private static Predicate<TypeElement> topLevel() {
        return type -> outermost(type).equals(type);
    }

    private static Predicate<TypeElement> says(String words) {
        return type -> API.comments().of(type).contains(words);
    }

    private static boolean exception(TypeElement type) {
        return type.getSimpleName().toString().endsWith("Exception");
    }

    private static long constants(TypeElement type) {
        return type.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                .count();
    }

    private static TypeElement outermost(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer ? outermost(outer) : type;
    }

    private static void assertNone(Sources sources, Predicate<? super TypeElement> wrong) {
        assertEquals(
                List.of(),
                sources.types().stream()
                        .filter(wrong)
                        .map(type -> type.getQualifiedName().toString())
                        .toList());
    }
}
