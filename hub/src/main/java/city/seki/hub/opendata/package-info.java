/**
 * Open data: tables of attendance in which no group of fewer than k persons can be seen or
 * computed. What is hidden is chosen and proved here, purely; what was published is remembered, so
 * that later tables do not give away by a difference what earlier ones hid.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.opendata;
