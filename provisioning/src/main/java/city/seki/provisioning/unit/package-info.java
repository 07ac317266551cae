/**
 * The unit's side of enrolment and renewal: how it asks its hub for a certificate, what it keeps
 * about that, and when it asks again.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.unit;
