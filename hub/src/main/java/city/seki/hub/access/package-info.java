/** Who may do what at the hub: tokens, sessions, permissions, and the record of who did what. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.access;
