package city.seki.edge.av.snmp;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one look found; null and empty for what the device does not know.
 *
 * @param uptimeTicks hundredths of a second since its agent started, modulo 2^32 (sysUpTime)
 * @param description sysDescr
 * @param name sysName
 * @param statuses hrDeviceStatus by hrDeviceIndex, without network interfaces: an unplugged second
 *     interface is down and no fault
 */
record SnmpAnswer(
    @Nullable Long uptimeTicks,
    @Nullable String description,
    @Nullable String name,
    SortedMap<Integer, Integer> statuses) {
  SnmpAnswer {
    statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
  }
}
