/** One running hub, put together from its parts. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.server;
