/** The codes that are stuck on seats, and lead a phone to the seat's page. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.seatcode;
