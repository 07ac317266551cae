/**
 * Software and large configurations on their way to the unit: in pieces, by the broker or by HTTPS,
 * so slowly that no tap waits for them.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.piece;
