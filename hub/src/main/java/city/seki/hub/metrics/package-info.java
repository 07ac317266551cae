/** Numbers about the hub itself, in the text format of Prometheus. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.metrics;
