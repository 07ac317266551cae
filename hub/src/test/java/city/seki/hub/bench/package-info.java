/** Load from outside and figures; nothing here ships. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.bench;
