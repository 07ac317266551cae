/** The HTTP interface of contract.md: translates, asks, tells; no rules here. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.http;
