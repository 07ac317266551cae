package city.seki.edge.av.snmp;

import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Secret;
import city.seki.edge.card.Pace;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * Anything that answers SNMP. Version 3 where the secret has a user, 2c otherwise.
 *
 * <p>Source: RFC 3418 (system group), RFC 2790 (host resources).
 */
public final class SnmpDevice implements Device {
  static final String SOURCE = "snmp";

  private static final OID UPTIME = new OID("1.3.6.1.2.1.1.3.0");
  private static final OID DESCRIPTION = new OID("1.3.6.1.2.1.1.1.0");
  private static final OID NAME = new OID("1.3.6.1.2.1.1.5.0");
  private static final OID DEVICE_TYPE = new OID("1.3.6.1.2.1.25.3.2.1.2");
  private static final OID DEVICE_STATUS = new OID("1.3.6.1.2.1.25.3.2.1.5");
  private static final OID NETWORK_INTERFACE = new OID("1.3.6.1.2.1.25.3.1.4");

  private final DeviceSpec.Snmp spec;
  private final List<SnmpAccess> accesses;
  private final Pace pace;
  private SnmpState state = SnmpState.initial();

  /** The one of {@link #accesses} that was not refused. */
  private int access;

  /**
   * @param secret a community, or user and both passphrases; null for the community {@code public}
   * @throws IllegalArgumentException if the secret is none for SNMP, with the remedy
   */
  public SnmpDevice(DeviceSpec.Snmp spec, @Nullable Secret secret, Pace pace) {
    this.spec = spec;
    this.accesses = SnmpAccess.of(secret);
    this.pace = pace;
  }

  @Override
  public String name() {
    return spec.toString();
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    SnmpFault fault = null;
    for (int tries = 0; tries < accesses.size(); tries++) {
      try {
        SnmpState.Step step = state.after(ask(accesses.get(access)), pace.nanos());
        state = step.state();
        return step.report();
      } catch (SnmpFault e) {
        // An agent that knows the user by another digest refuses, or is silent.
        fault = fault == null || e.isPassword() ? e : fault;
        access = (access + 1) % accesses.size();
      }
    }
    return Objects.requireNonNull(fault, "a device has an access").report();
  }

  private SnmpAnswer ask(SnmpAccess with) throws SnmpFault, InterruptedException {
    // Resolved anew each time: an address may change with the lease.
    InetSocketAddress address = new InetSocketAddress(spec.address().host(), spec.port());
    try (SnmpSession session = SnmpSession.open(address, with)) {
      List<@Nullable Variable> system = session.get(List.of(UPTIME, DESCRIPTION, NAME));
      Variable uptime = system.get(0);
      return new SnmpAnswer(
          uptime == null ? null : uptime.toLong(),
          text(system.get(1)),
          text(system.get(2)),
          statuses(session));
    }
  }

  private static SortedMap<Integer, Integer> statuses(SnmpSession session)
      throws SnmpFault, InterruptedException {
    SortedMap<Integer, Integer> statuses = new TreeMap<>();
    for (Map.Entry<Integer, Variable> row : session.column(DEVICE_STATUS).entrySet()) {
      statuses.put(row.getKey(), row.getValue().toInt());
    }
    if (!statuses.isEmpty()) {
      for (Map.Entry<Integer, Variable> row : session.column(DEVICE_TYPE).entrySet()) {
        if (NETWORK_INTERFACE.equals(row.getValue())) {
          statuses.remove(row.getKey());
        }
      }
    }
    return statuses;
  }

  private static @Nullable String text(@Nullable Variable value) {
    if (!(value instanceof OctetString octets)) {
      return null;
    }
    String text = new String(octets.getValue(), StandardCharsets.UTF_8);
    String cleaned = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return cleaned.isEmpty() ? null : cleaned;
  }

  @Override
  public void awaitChange(Duration most) throws InterruptedException {
    pace.pause(most);
  }

  @Override
  public Set<String> volatileDetails() {
    return Set.of(SnmpState.UPTIME);
  }

  @Override
  public void close() {
    // nothing is held between looks
  }
}
