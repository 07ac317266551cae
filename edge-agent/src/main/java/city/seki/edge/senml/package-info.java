/**
 * SenML (RFC 8428) as network sensors send it: bytes to resolved records, and records to readings.
 * Pure: no clock, no I/O, no state.
 *
 * <p>JSON and CBOR go through one path, jackson-core's token stream; for CBOR
 * jackson-dataformat-cbor is its second source (74 kB, without databind). A reader of our own would
 * have been two more parsers to keep right.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.senml;
