/** The light and buzzer beside a reader: what each word looks like, and the pins that show it. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.light;
