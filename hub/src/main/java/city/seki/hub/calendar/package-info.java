/** Which days are working days. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.calendar;
