/** Devices of which nothing can be asked but whether they are there. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.reach;
