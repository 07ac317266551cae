/**
 * Who was where on which day, for as long as it is kept: claims of the ledger and attendance that
 * was imported, and the roll-ups that the figures of product.md §8 are counted from.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.history;
