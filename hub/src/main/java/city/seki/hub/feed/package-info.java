/**
 * What others are told of each day without being asked: a retained topic for dashboards, and the
 * statistics system over HTTPS, or by signed files that are carried where no network leads.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.feed;
