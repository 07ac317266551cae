/** The NXP PN532 reader chip: its frames, its three wires, and the driver. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.card.pn532;
