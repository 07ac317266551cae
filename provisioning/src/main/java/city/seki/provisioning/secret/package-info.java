/** Secrets in files: for their owner only, there as a whole or not at all; and passphrases. */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.secret;
