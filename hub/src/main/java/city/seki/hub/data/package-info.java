/** Where a hub keeps what it knows: one directory, its lock, its databases. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.data;
