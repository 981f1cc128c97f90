package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.Runs;
import org.espalier.api.run.SettingDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class CatalogIT {
    private static final String SHELL = "org.apache.felix.service.command.CommandProcessor";

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Catalog catalog;

    @InjectService
    Runs runs;

    @Test
    void everyPluginThatIsThereIsDescribed() {
        assertEquals(
                runs.plugins(),
                catalog.plugins().stream().map(PluginDescription::card).toList());
    }

    @Test
    void everyPluginOfTheProjectHasAPurposeAndEverySettingAMeaningInOneSentence() {
        List<String> silent = new ArrayList<>();
        Predicate<String> good = text -> !text.isBlank() && !text.endsWith(".") && text.equals(text.strip());
        for (PluginDescription plugin : catalog.plugins()) {
            String name = plugin.card().kind() + " " + plugin.card().name();
            if (!good.test(plugin.purpose())) silent.add(name);
            for (SettingDescription setting : plugin.settings()) {
                if (!good.test(setting.meaning())) silent.add(name + " " + setting.key());
            }
        }
        for (SettingDescription setting : catalog.job()) {
            if (!good.test(setting.meaning())) silent.add("job " + setting.key());
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void theSettingsOfAJobOfTheArchiveAreThoseOfItsPlugins() throws Exception {
        Path darcy = Path.of(System.getProperty("espalier.home"), "jobs", "darcy.yaml");
        List<String> keys =
                catalog.settings(darcy).stream().map(SettingDescription::key).toList();
        assertTrue(
                keys.containsAll(List.of(
                        "epochs",
                        "model.modes",
                        "data.resolution",
                        "optimizer.lr",
                        "growth.modes.explained",
                        "growth.modes.every",
                        "checkpoint.keep")),
                keys::toString);
    }

    /** The shell's own types are not on the class path of the tests, and one method is all that is called. */
    @Test
    void theContainersShellHasTheVerbToo() throws Exception {
        ServiceReference<?> found = context.getServiceReference(SHELL);
        Object processor = context.getService(found);
        var out = new ByteArrayOutputStream();
        Class<?> types = found.getBundle().loadClass(SHELL);
        Object session = types.getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                .invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
        try {
            found.getBundle()
                    .loadClass("org.apache.felix.service.command.CommandSession")
                    .getMethod("execute", CharSequence.class)
                    .invoke(session, "espalier:describe strategy ifno");
        } finally {
            ((AutoCloseable) session).close();
            context.ungetService(found);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("strategy ifno: ") && text.contains("\nexplained "), text);
    }
}
