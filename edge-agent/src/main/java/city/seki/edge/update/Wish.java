package city.seki.edge.update;

import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.Sha256;

/**
 * What somebody wants this unit to run.
 *
 * @param bundle names the whole bundle
 * @param size of the whole bundle in bytes
 * @param confirmS seconds within which it has to be well once it runs
 */
public record Wish(SoftwareVersion version, Sha256 bundle, long size, long confirmS) {}
