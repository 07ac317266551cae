/**
 * Authorities: they make certificates and lists of revoked ones. The only door to Bouncy Castle.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.ca;
