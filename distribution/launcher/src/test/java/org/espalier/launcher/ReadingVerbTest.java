package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingVerbTest {
    @ParameterizedTest
    @CsvSource({
        "complete -- run darcy --set epochs, true",
        "describe ifno --json, true",
        "help run, true",
        "plugins, true",
        "report darcy, true",
        "history darcy, true",
        "run --help, true",
        "--help, true",
        "run, false",
        "run describe, false",
        "run darcy --set name=-h, false",
        "resume darcy, false",
        "predict darcy, false",
        "shell, false",
        "serve, false",
        "whatever may come, false"
    })
    void onlyWhatReadsIsAnsweredWithoutNd4j(String line, boolean reads) {
        assertEquals(reads, ReadingVerb.isAskedBy(List.of(line.split(" "))));
    }
}
