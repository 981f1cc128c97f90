package org.espalier.host.dropin;

import java.util.Collection;
import java.util.Optional;
import org.espalier.host.plugins.DropInFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps what is dropped in apart from what the archive brought: a jar in the drop-in folder becomes a bundle of its own, also where
 * the archive has one of that name and version. The installer would update that one in the jar's favour and, when the jar is taken
 * away, uninstall it. So it does not see it, and the framework lets two of a name and version be.
 */
@Component(
        service = {FindHook.class, CollisionHook.class},
        immediate = true)
public final class Separation implements FindHook, CollisionHook {
    /** The bundle that installs what lies in the folder. */
    static final String INSTALLER = "org.apache.felix.fileinstall";

    private final Optional<DropInFolder> folder;

    /** Made by the container. */
    @Activate
    public Separation(BundleContext context) {
        this.folder = DropInFolder.of(context);
    }

    @Override
    public void find(BundleContext asking, Collection<Bundle> bundles) {
        if (installs(asking.getBundle())) {
            bundles.removeIf(this::isOfTheArchive);
        }
    }

    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> collisions) {
        // What is installed comes from the installer; what is updated is a bundle itself.
        if (operation == INSTALLING ? installs(target) : dropped(target)) {
            collisions.removeIf(this::isOfTheArchive);
        }
    }

    private static boolean installs(Bundle bundle) {
        return INSTALLER.equals(bundle.getSymbolicName());
    }

    /** The framework itself is in everybody's sight. */
    private boolean isOfTheArchive(Bundle bundle) {
        return bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && !installs(bundle) && !dropped(bundle);
    }

    private boolean dropped(Bundle bundle) {
        return folder.map(of -> of.file(bundle) != null).orElse(false);
    }
}
