package city.seki.edge.journal;

import org.jspecify.annotations.Nullable;

/**
 * What is owed.
 *
 * @param count of taps
 * @param bytes of their messages
 * @param oldest the tap that is delivered first, null if none is owed
 */
public record Backlog(long count, long bytes, @Nullable Entry oldest) {}
