/**
 * The city's YAML: read with the line of everything that is wrong with it, and written. What is
 * read is valid; what is not comes back as a list of problems.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.source;
