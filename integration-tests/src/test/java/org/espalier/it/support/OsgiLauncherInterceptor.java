package org.espalier.it.support;

import org.junit.platform.launcher.LauncherInterceptor;

/**
 * What lets Jupiter run tests inside the container: while it discovers and executes, classes of {@code
 * org.espalier.it.inside} come from a bundle of a running container, so the engine stays outside and the tests are in.
 */
public final class OsgiLauncherInterceptor implements LauncherInterceptor {

    @Override
    public <T> T intercept(Invocation<T> invocation) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Started while the context loader is still the plain one: the framework's threads inherit it, and through ours
        // they would wait for the very thread that starts them.
        DistributionContainer.get();
        thread.setContextClassLoader(new ProbeClassLoader(before));
        try {
            return invocation.proceed();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        // The container stops with the JVM.
    }

    private static final class ProbeClassLoader extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        ProbeClassLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.espalier.it.inside."))
                return DistributionContainer.get().probe().loadClass(name);
            return super.loadClass(name, resolve);
        }
    }
}
