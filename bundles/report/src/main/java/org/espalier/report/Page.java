package org.espalier.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.report.draw.Markup;
import org.espalier.report.run.Classes;
import org.espalier.report.run.Lane;
import org.espalier.report.run.Lanes;
import org.espalier.report.run.Points;
import org.espalier.report.run.RunRecord;

/** The whole page: samples first, then how the network grew, then what it cost, then all that is needed to do it again. */
final class Page {
    /** Nothing is fetched and nothing runs, whatever the files hold. */
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private static final List<String> PARTS =
            List.of("Growth", "Controls", "Losses", "Cost", "Changes", "Settings", "Provenance", "Journal");

    private final RunRecord run;
    private final Optional<Classes> classes;

    Page(RunRecord run) {
        this.run = run;
        this.classes = run.points().flatMap(Points::classes);
    }

    String html() {
        List<Lane> lanes = Lanes.of(run);
        StepAxis axis = StepAxis.of(run);
        return new Markup()
                .open("html", "lang", "en")
                .include(this::head)
                .open("body")
                .include(new HeaderPart(run, lanes)::write)
                .include(this::contents)
                .open("main")
                .include(this::samples)
                .include(new GrowthPart(run, lanes, axis)::write)
                .include(new ControlsPart(run)::write)
                .include(new LossesPart(run, lanes, axis)::write)
                .include(new CostPart(run)::write)
                .include(new ChangesPart(run)::write)
                .include(new SettingsPart(run)::write)
                .include(new ProvenancePart(run)::write)
                .include(new JournalPart(run)::write)
                .close()
                .close()
                .close()
                .document();
    }

    /** A page that opens offline, with that body. */
    static String document(String title, String css, Consumer<Markup> body) {
        return new Markup()
                .open("html", "lang", "en")
                .include(page -> head(page, title, css))
                .open("body")
                .include(body)
                .close()
                .close()
                .document();
    }

    private void head(Markup page) {
        head(page, run.name(), css("page.css"));
    }

    private static void head(Markup page, String title, String css) {
        page.open("head")
                .leaf("meta", "charset", "utf-8")
                .leaf("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("meta", "name", "color-scheme", "content", "light dark")
                .element("title", title + " · Espalier")
                .style(css)
                .close();
    }

    /** Rows of numbers that are no classes have nothing to be looked at. */
    private void samples(Markup page) {
        if (run.passages().isPresent()) {
            new TextPart(run.passages().get()).write(page);
        } else if (run.points().isEmpty()) {
            new FieldsPart(run).write(page);
        } else {
            classes.ifPresent(found -> new ClassesPart(found).write(page));
        }
    }

    private void contents(Markup page) {
        page.open("nav", "aria-label", "Parts of this page");
        if (run.passages().isPresent()) page.element("a", "Text", "href", "#" + id("Text"));
        else if (run.points().isEmpty()) page.element("a", "Fields", "href", "#" + id("Fields"));
        if (classes.isPresent()) page.element("a", "Classes", "href", "#" + id("Classes"));
        for (String part : PARTS) page.element("a", part, "href", "#" + id(part));
        page.close();
    }

    /** Opens a part of the page under its title; the caller closes it. */
    static Markup part(Markup page, String title) {
        return page.open("section", "id", id(title), "aria-labelledby", id(title) + "-title")
                .element("h2", title, "id", id(title) + "-title");
    }

    /** What stands where a part has nothing to show. */
    static void nothing(Markup page, String why) {
        page.element("p", why, "class", "nothing");
    }

    private static String id(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    /** A style sheet of the bundle. */
    static String css(String file) {
        try (InputStream css = Page.class.getResourceAsStream(file)) {
            if (css == null) throw new IllegalStateException(file + " is not in the bundle");
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
