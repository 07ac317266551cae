/**
 * What people say of a place after they used it: asked once by one touch, kept as counts without
 * anybody's name or pseudonym, and told in figures that hide small groups.
 */
@NullMarked
package city.seki.hub.opinion;

import org.jspecify.annotations.NullMarked;
