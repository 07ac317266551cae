/**
 * Who gets a certificate, as the hub does it: the rules of {@code provisioning.enrol} behind one
 * writer, their events on disk, the hub's own certificate. How units ask is told elsewhere.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.enrol;
