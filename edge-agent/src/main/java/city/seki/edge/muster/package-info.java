/**
 * Which seats of the office are taken, from what lies on the unit's disk: for a disaster desk that
 * has neither network nor hub. It knows no names.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.muster;
