@org.jspecify.annotations.NullMarked
package city.seki.hub.broker;
