/**
 * What the hub's figures look like in files for others: rows of attendance for the general-affairs
 * system, roll-ups without persons for the statistics system; CSV, JSON, Parquet.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.export;
