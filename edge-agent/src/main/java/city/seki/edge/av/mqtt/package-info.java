/**
 * Devices that speak MQTT themselves (Tasmota, Zigbee2MQTT, signage), heard at their broker and
 * understood by a mapping. Nothing here publishes: a device is not told to do something, nor asked.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.av.mqtt;
