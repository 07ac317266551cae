/**
 * Who is in which building now, for those who lead people out: counted from what is on record, with
 * how old the word of each unit is; as JSON, CSV, text and a page for paper. Pure.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.muster;
