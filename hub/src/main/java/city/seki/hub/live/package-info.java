/** What the floor looks like now: for pages, streams and published topics, without persons. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.live;
