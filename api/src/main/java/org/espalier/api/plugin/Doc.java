package org.espalier.api.plugin;

public @interface Doc {
    String value();
}
