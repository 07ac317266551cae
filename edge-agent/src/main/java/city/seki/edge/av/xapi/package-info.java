/**
 * Cisco RoomOS devices by their xAPI: status documents over HTTP are what is believed, change
 * notices over a WebSocket say when to read them again. Nothing on a device is configured or
 * commanded; the only thing that is asked of it besides its state are those notices.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.xapi;
