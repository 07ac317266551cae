/** What somebody has to look after: alerts, and messages that made no sense. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.alert;
