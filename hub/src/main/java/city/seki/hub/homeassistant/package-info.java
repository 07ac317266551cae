/**
 * Seats and rooms for Home Assistant, where a city has one: retained messages by which it finds
 * them, and nothing else. What they show is what everybody may know; no person is in it.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.homeassistant;
