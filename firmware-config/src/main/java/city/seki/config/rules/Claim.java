package city.seki.config.rules;

import java.time.Instant;

/**
 * A person holds a seat.
 *
 * @param closes when the office closes that day: no claim runs over it
 */
public record Claim(
    String person, String department, Source source, Instant since, Instant closes) {}
