/** The radar HLK-LD2410: its frames, and the driver. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.presence.ld2410;
