/** Claims that are older than the retention time lose their person; the figures stay. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.retention;
