/** Messages of EST (RFC 7030, 8951) and EST over CoAPs (RFC 9148): read and written, never sent. */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.est;
