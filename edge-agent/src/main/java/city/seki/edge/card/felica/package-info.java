/**
 * The proof that a FeliCa Lite-S card is no copy of another: what it computes with its key over a
 * number that was drawn for this one tap (hardware.md 1.5). Nothing is ever written to a card but
 * that number, which it forgets when it leaves the field.
 *
 * <p>Every 8 bytes are turned round between the card's order and that of DES; {@link
 * city.seki.edge.card.felica.SessionKey} alone knows DES's order, everything else is as on the
 * card.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.card.felica;
