/**
 * What the display at a kiosk shows, and the page that shows it to a browser at this machine. It
 * goes on while the hub is away, knows no person, and answers nobody from outside.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.kiosk;
