package city.seki.edge.journal;

import city.seki.edge.clock.Past;

/**
 * A journal as somebody sees it who looks from outside.
 *
 * @param fileBytes of database and write-ahead log
 * @param past what it knows of the time
 * @param setAside damaged journals that lie beside it
 */
public record Report(Backlog backlog, long fileBytes, Past past, long setAside) {}
