/** How programs at a terminal ask a hub in the name of an operator, and what they print of it. */
@org.jspecify.annotations.NullMarked
package city.seki.config.operator;
