/**
 * A day in the reference city: people made up by a seed, cards that they lay on emulated readers,
 * and the production hub and agents in between.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.demo;
