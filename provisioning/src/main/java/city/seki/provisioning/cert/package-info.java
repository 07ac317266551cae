/**
 * What the certificates of Seki are: profiles, whom one names, its key. Pure, with the JDK alone.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.cert;
