/** The built programs as somebody from outside meets them: processes, sockets, exit codes. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.blackbox;
