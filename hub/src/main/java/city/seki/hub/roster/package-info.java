/** The roster file: who works for the city, in which department, with which card. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.roster;
