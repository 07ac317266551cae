/**
 * The installer's meter: the production driver of one thing, alone, without hub or configuration;
 * one JSON object a line on standard output (contract.md, "Programs").
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.meter;
