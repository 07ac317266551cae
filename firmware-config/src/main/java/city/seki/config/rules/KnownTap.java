package city.seki.config.rules;

import org.jspecify.annotations.Nullable;

/**
 * A tap in a day that is run again, because another one of that day became known late.
 *
 * @param tapped the tap; its answer counts where the person saw it
 * @param first whether it is decided for the first time: then its answer means nothing yet
 * @param barred why it can begin nothing whatever the seats are like, null if it can
 * @param was what the claim that it began is on record as, null if it began none
 */
public record KnownTap(
    Event.Tapped tapped,
    String person,
    boolean first,
    Answer.@Nullable Denied barred,
    @Nullable ClaimRecord was) {}
