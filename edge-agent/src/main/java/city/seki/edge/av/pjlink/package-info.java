/**
 * PJLink class 1 and 2: projectors and displays, asked over TCP, heard over UDP. Nothing here tells
 * a device to do something.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.pjlink;
