/**
 * What the hub tells the unit to be: believed by its signature, tried, and kept only once the unit
 * is back at its hub and well; else the unit goes back by itself to the last that was.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.config;
