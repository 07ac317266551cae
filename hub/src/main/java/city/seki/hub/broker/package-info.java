/**
 * The MQTT broker inside the hub: Moquette, with a guard before it that proves who speaks, says who
 * may say and hear what, and keeps one unit from taking what all of them need.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.broker;
