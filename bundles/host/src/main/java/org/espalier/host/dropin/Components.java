package org.espalier.host.dropin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.settings.OneLine;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What Declarative Services says of a bundle's components. */
record Components(ServiceComponentRuntime runtime) {

    List<Trouble> troubles(Bundle bundle) {
        List<Trouble> troubles = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                trouble(component, configuration)
                        .map(trouble -> trouble.of(offers(component)))
                        .ifPresent(troubles::add);
            }
        }
        return troubles;
    }

    private static Set<Offer> offers(ComponentDescriptionDTO component) {
        String name = String.valueOf(component.properties.get("espalier.name"));
        return Arrays.stream(component.serviceInterfaces)
                .map(type -> new Offer(type, name))
                .collect(Collectors.toSet());
    }

    private static Optional<Trouble> trouble(ComponentDescriptionDTO component, ComponentConfigurationDTO now) {
        String name = component.implementationClass;
        return switch (now.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(Trouble.refused(
                        "has the component " + name + ", which is set aside: it threw " + thrown(now.failure)
                                + " as it was activated",
                        "mend it, or ask its author"));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of(Trouble.refused(
                        "has the component " + name + ", which waits for a service " + wanted(component, now),
                        "put the bundle that supplies it into the drop-in folder too"));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of(Trouble.refused(
                        "has the component " + name + ", which waits for a configuration "
                                + String.join(", ", component.configurationPid),
                        "put a file of that name with .cfg into the drop-in folder"));
            default -> Optional.empty();
        };
    }

    private static String wanted(ComponentDescriptionDTO component, ComponentConfigurationDTO now) {
        String lacking = now.unsatisfiedReferences.length == 0 ? "" : now.unsatisfiedReferences[0].name;
        return Arrays.stream(component.references)
                .filter(reference -> reference.name.equals(lacking))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(lacking);
    }

    /** The innermost reason in a printed stack trace. */
    private static String thrown(String printed) {
        String reason =
                printed == null ? "something" : printed.lines().findFirst().orElse("something");
        String cause = "Caused by: ";
        for (String line : (Iterable<String>) printed.lines()::iterator) {
            if (line.startsWith(cause)) {
                reason = line.substring(cause.length());
            }
        }
        return OneLine.whole(reason);
    }

    /** The innermost reason of a failure. */
    static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }
}
