/**
 * Bundles: software for units in one file that is signed by a release key. What one says of itself,
 * how it is made and read, which way leads from the version that runs to the one that is wanted.
 * The unit's side is {@code edge.update}.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.bundle;
