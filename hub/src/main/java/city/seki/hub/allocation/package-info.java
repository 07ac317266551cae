/** Who gets which seat: the one writer of the city's state. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.allocation;
