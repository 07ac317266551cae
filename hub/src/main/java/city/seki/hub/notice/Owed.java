package city.seki.hub.notice;

import java.time.Instant;

/** A notice that was not delivered yet. */
record Owed(long id, String person, Notice notice, Instant made) {}
