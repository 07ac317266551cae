@org.jspecify.annotations.NullMarked
package city.seki.config.link;
