/** What became of promises of seats and rooms that is not in their state any more. */
@NullMarked
package city.seki.hub.promise;

import org.jspecify.annotations.NullMarked;
