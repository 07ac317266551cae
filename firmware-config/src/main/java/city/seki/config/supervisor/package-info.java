/**
 * Who looks after a program that runs as a service: it is told when the program is ready and that
 * its loops still turn, and starts it anew when they do not.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.supervisor;
