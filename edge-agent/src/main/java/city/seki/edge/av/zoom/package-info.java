/**
 * Zoom Rooms by their local control API over SSH. A room takes one controller at a time: where a
 * controller's tablet is used, the two push each other off, and sensors tell more than this does.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.zoom;
