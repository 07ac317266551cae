/**
 * The signature over a city's folder: which files it had, in which version, and that nobody changed
 * them since. Begin with {@link city.seki.config.signature.SignedFolder}.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.signature;
