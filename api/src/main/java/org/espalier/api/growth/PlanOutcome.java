package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/** What became of a strategy's last plan. The host implements it. */
@ProviderType
public interface PlanOutcome {
    /** What became of it. */
    Status status();

    /** Why, in one line; for APPLIED the line of the journal. */
    String why();

    /**
     * What can become of a plan. More may come: a {@code switch} over it needs a {@code default}, which treats an
     * unknown one as not applied.
     */
    @ProviderType
    enum Status {
        /** It was published. */
        APPLIED,
        /** It did not pass validation or the budget; nothing was built. */
        REJECTED,
        /** It was built, did not pass a check, and was dropped. */
        ROLLED_BACK
    }
}
