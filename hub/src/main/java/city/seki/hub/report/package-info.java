/**
 * The telework report (product.md §8): what is asked, exact figures of it, and the forms in which
 * it is given out. Pure: the same question of the same attendance has the same bytes as its answer.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.report;
