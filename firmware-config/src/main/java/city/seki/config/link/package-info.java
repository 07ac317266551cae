/**
 * The MQTT 5 connection that unit and hub both use: heals itself, keeps nothing, tells what
 * happens.
 *
 * <p>Durability is not in this package: what must not get lost lies in the journal of the unit or
 * in the ledger of the hub, and is published again by its owner until it is answered.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.link;
