/**
 * Software for units as the hub keeps it, and pieces of what units fetch: bounded, and so slowly
 * that no tap waits for them.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.bundle;
