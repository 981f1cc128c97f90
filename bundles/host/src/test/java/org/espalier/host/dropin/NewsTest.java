package org.espalier.host.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.run.PluginTrouble;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final Served SPROUT = served("sprout.jar", "strategy sprout", "1.0.0", 7, "");
    private static final PluginTrouble TORN =
            new PluginTrouble("sprout.jar", "sprout 1.0.0", true, "is torn", "copy it again");

    private final List<String> told = new ArrayList<>();
    private final Map<String, String> heirs = new HashMap<>();
    private boolean leaving;
    private final News news = new News(line -> told.add("warning " + line), told::add, () -> leaving);

    private static Served served(String file, String plugin, String version, long service, String replaces) {
        return new Served(file, plugin, version, service, "org.example " + version, replaces);
    }

    private List<String> telling(List<PluginTrouble> troubles, Served... serving) {
        told.clear();
        news.tell(troubles, Set.of(serving), heirs);
        return List.copyOf(told);
    }

    @Test
    void whatServedAtTheFirstLookIsNoNews() {
        assertEquals(List.of(), telling(List.of(), SPROUT));
        assertEquals(List.of(), telling(List.of(), SPROUT));
    }

    @Test
    void aJarThatComesToServeSaysWhatItBrings() {
        telling(List.of());
        assertEquals(List.of("sprout.jar 1.0.0: strategy sprout serves"), telling(List.of(), SPROUT));
        Served model = served("many.jar", "model shrub", "2.0.0", 8, "");
        Served loss = served("many.jar", "loss bark", "2.0.0", 9, "");
        assertEquals(List.of("many.jar 2.0.0: loss bark, model shrub serve"), telling(List.of(), SPROUT, model, loss));
    }

    @Test
    void anUpdateIsToldOnceEvenIfItsVersionStays() {
        telling(List.of(), SPROUT);
        Served same = served("sprout.jar", "strategy sprout", "1.0.0", 8, "");
        assertEquals(List.of("sprout.jar 1.0.0: strategy sprout serves"), telling(List.of(), same));
        Served later = served("sprout.jar", "strategy sprout", "1.1.0", 9, "");
        assertEquals(List.of("sprout.jar 1.1.0: strategy sprout serves"), telling(List.of(), later));
        assertEquals(List.of(), telling(List.of(), later));
    }

    @Test
    void ofAContainerThatStopsNothingIsTold() {
        telling(List.of(), SPROUT);
        leaving = true;
        assertEquals(List.of(), telling(List.of()), "its bundles go one by one, and their plugins with them");
    }

    @Test
    void aJarThatIsTakenAwayIsGone() {
        telling(List.of(), SPROUT);
        assertEquals(List.of("sprout.jar 1.0.0: strategy sprout is gone"), telling(List.of()));
    }

    @Test
    void aTroubleIsToldOnceAndItsCureByWhatServes() {
        assertEquals(List.of("warning " + TORN.line()), telling(List.of(TORN)));
        assertEquals(List.of(), telling(List.of(TORN)));
        assertEquals(List.of("sprout.jar 1.0.0: strategy sprout serves"), telling(List.of(), SPROUT));
    }

    @Test
    void aTroubleThatEndsWithNothingToServeIsToldToo() {
        telling(List.of(TORN));
        assertEquals(List.of("sprout.jar is well now, or gone"), telling(List.of()));
    }

    @Test
    void aJarThatServesInTheArchivesPlaceSaysSoAndWhoServesWhenItIsGone() {
        telling(List.of());
        Served later = served("ifno.jar", "strategy ifno", "0.1.1", 9, "0.1.0");
        Served more = served("ifno.jar", "strategy more", "0.1.1", 10, "");
        assertEquals(
                List.of(
                        "ifno.jar 0.1.1: strategy more serves",
                        "ifno.jar 0.1.1: strategy ifno serves in the place of the archive's 0.1.0"),
                telling(List.of(), later, more));
        heirs.put("strategy ifno", "org.espalier.ifno 0.1.0");
        assertEquals(
                List.of(
                        "ifno.jar 0.1.1: strategy more is gone",
                        "ifno.jar 0.1.1: strategy ifno is gone; org.espalier.ifno 0.1.0 serves"),
                telling(List.of()));
    }
}
