/** How log lines leave a program. */
@org.jspecify.annotations.NullMarked
package city.seki.config.log;
