/**
 * Who gets a certificate: a pure state machine over events, as the seat rules are one. It signs
 * nothing and knows no wire.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.enrol;
