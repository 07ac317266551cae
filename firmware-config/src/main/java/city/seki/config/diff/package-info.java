/**
 * What differs between two cities, in words that facilities and installers understand. Pure: begin
 * with {@link city.seki.config.diff.ConfigDiff}.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.diff;
