package city.seki.edge.av.reach;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Unreached;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that answers an echo: {@code idle} when it does. Asked by the program {@code ping}, and
 * where that is missing or cannot send, by what Java can do without privileges; the detail {@code
 * asked_by} says which.
 */
public final class PingDevice implements Device {
  private static final String SOURCE = "ping";

  private final DeviceSpec.Ping spec;
  private final Pace pace;
  private final List<Echo> ways;

  public PingDevice(DeviceSpec.Ping spec, Pace pace) {
    this(spec, pace, List.of(new PingProgram(), new JavaEcho()));
  }

  /**
   * @param ways tried in that order until one can ask
   */
  PingDevice(DeviceSpec.Ping spec, Pace pace, List<Echo> ways) {
    this.spec = spec;
    this.pace = pace;
    this.ways = List.copyOf(ways);
  }

  @Override
  public String name() {
    return spec.toString();
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    String why = "no way to ask";
    for (Echo way : ways) {
      try {
        return way.answers(spec.host()) ? there(way) : silent(way);
      } catch (UnknownHostException e) {
        return DeviceReport.without(
            DeviceState.OFFLINE,
            SOURCE,
            Unreached.UNREACHABLE.word(),
            spec.host() + " is a name without an address");
      } catch (IOException e) {
        why = e.getMessage() == null ? e.toString() : e.getMessage();
      }
    }
    return DeviceReport.without(
        DeviceState.OFFLINE, SOURCE, Unreached.UNREACHABLE.word(), spec + ": " + why);
  }

  private static DeviceReport there(Echo way) {
    return new DeviceReport(
        DeviceState.IDLE,
        SOURCE,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        new TreeMap<>(Map.of("asked_by", way.word())));
  }

  private DeviceReport silent(Echo way) {
    return DeviceReport.without(
        DeviceState.OFFLINE,
        SOURCE,
        Unreached.TIMEOUT.word(),
        spec
            + " does not answer (asked by "
            + way.word()
            + "): it is off, or a firewall drops the question; tcp://HOST:PORT asks another way");
  }

  @Override
  public void awaitChange(Duration most) throws InterruptedException {
    pace.pause(most);
  }

  @Override
  public void close() {
    // nothing is held between looks
  }
}
