package org.espalier.host.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.settings.SettingCard;
import org.espalier.settings.SettingType;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/** A setting as Metatype has it; maps are text in the form that YAML has. */
final class SettingAttribute implements AttributeDefinition {
    private final SettingCard card;
    private final SettingType element;
    private final boolean many;

    SettingAttribute(SettingCard card) {
        this.card = card;
        SettingType content = card.content();
        this.many = content instanceof SettingType.Many;
        this.element = content instanceof SettingType.Many list ? list.element() : content;
    }

    @Override
    public String getID() {
        return card.key();
    }

    @Override
    public String getName() {
        return card.key();
    }

    @Override
    public String getDescription() {
        String range = card.limits().range();
        return card.doc() + (range.isEmpty() ? "" : (card.doc().isEmpty() ? "" : "; ") + range);
    }

    @Override
    public int getType() {
        if (element instanceof SettingType.Whole whole) {
            return whole.isLong() ? LONG : INTEGER;
        }
        if (element instanceof SettingType.Real) {
            return DOUBLE;
        }
        return element instanceof SettingType.Flag ? BOOLEAN : STRING;
    }

    @Override
    public int getCardinality() {
        return many ? Integer.MAX_VALUE : 0;
    }

    @Override
    public String @Nullable [] getDefaultValue() {
        Optional<String> fallback = card.fallback();
        if (fallback.isEmpty()) {
            return null;
        }
        return many ? elements(fallback.get()).toArray(String[]::new) : new String[] {fallback.get()};
    }

    @Override
    public String @Nullable [] getOptionValues() {
        return card.values().isEmpty() || getType() == BOOLEAN
                ? null
                : card.values().toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getOptionLabels() {
        return getOptionValues();
    }

    /** What a job would be told of the value; empty if it would do. Null, not looked at, for maps. */
    @Override
    public @Nullable String validate(@Nullable String value) {
        if (value == null) {
            return card.required() ? "must be given" : "";
        }
        if (element instanceof SettingType.Table || element instanceof SettingType.Nested) {
            return null;
        }
        return card.refuse(many ? elements(value) : value).orElse("");
    }

    /** Elements of {@code a, b}, with or without the brackets of YAML. */
    private static List<String> elements(String list) {
        String inner = list.strip().replaceFirst("^\\[", "").replaceFirst("\\]$", "");
        return inner.isBlank()
                ? List.of()
                : Arrays.stream(inner.split(",")).map(String::strip).toList();
    }
}
