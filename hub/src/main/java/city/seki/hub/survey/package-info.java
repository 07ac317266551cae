/** The ministry's yearly survey of telework in local governments, answered from what Seki knows. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.survey;
