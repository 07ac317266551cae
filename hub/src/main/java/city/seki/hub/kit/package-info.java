/**
 * Kits on loan as the floor shows them: who may take which, what is due, what is overdue, and where
 * each was before. What lends and returns them are the rules ({@code city.seki.config.rules}).
 */
@NullMarked
package city.seki.hub.kit;

import org.jspecify.annotations.NullMarked;
