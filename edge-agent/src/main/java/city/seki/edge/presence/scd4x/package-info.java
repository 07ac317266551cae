/** The air sensors SCD40 and SCD41: their words, and the driver. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.presence.scd4x;
