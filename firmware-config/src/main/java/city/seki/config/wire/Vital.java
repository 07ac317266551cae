package city.seki.config.wire;

import java.util.Locale;

/** What is measured of a unit's machine; the word of each ends in its unit. */
public enum Vital {
  /** Of the processor, in degrees Celsius. */
  TEMPERATURE_C,
  /** Since the machine started, in seconds. */
  MACHINE_UPTIME_S,
  /** Of the last minute, in hundredths of all its processors; more than 100 where work waits. */
  LOAD_PERCENT,
  MEMORY_TOTAL_BYTES,
  /** What programs could still get, caches given up. */
  MEMORY_AVAILABLE_BYTES,
  /** What the agent's process takes of the memory. */
  PROCESS_RESIDENT_BYTES,
  HEAP_USED_BYTES,
  /** To which the agent's heap may grow. */
  HEAP_MOST_BYTES,
  /** Of the file system that the journal lies in. */
  DISK_TOTAL_BYTES,
  /** What the agent may still write there. */
  DISK_FREE_BYTES,
  /** To the disk below, by all programs since the machine started. */
  DISK_WRITTEN_BYTES,
  /** How much of the life of its flash is used at most; 110 where it is past its end. */
  DISK_WEAR_PERCENT,
  /** How strong the access point is heard, in dBm. */
  WIFI_SIGNAL_DBM,
  /** Connections to the broker since the agent started, without the first. */
  LINK_RECONNECTS,
  /** From the last health message to its echo, in milliseconds. */
  LINK_ROUND_TRIP_MS;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
