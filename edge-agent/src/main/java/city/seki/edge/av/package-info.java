/**
 * Audio-visual and video-conference devices: the port to a device of whatever brand, and the one
 * state that all of them are told in.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av;
