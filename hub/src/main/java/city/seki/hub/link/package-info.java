/** The broker that the hub carries, and who may say what over it. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.link;
