package city.seki.edge.snapshot;

import city.seki.config.rules.Directory;

/**
 * Who may sit where, as the hub told it.
 *
 * @param id the hash by which a snapshot names it
 */
public record People(String id, Directory directory) {}
