/**
 * How Seki speaks TLS: which versions and cipher suites, who is believed, what is shown. No
 * JDK-wide setting is relied on, and no file is read.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.tls;
