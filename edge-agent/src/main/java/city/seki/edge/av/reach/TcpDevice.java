package city.seki.edge.av.reach;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.Device;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.av.Unreached;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Something that listens on a TCP port: {@code idle} when it takes a connection within 2 s. */
public final class TcpDevice implements Device {
  private static final String SOURCE = "tcp";
  private static final int PATIENCE_MILLIS = 2_000;

  private final DeviceSpec.Tcp spec;
  private final Pace pace;

  public TcpDevice(DeviceSpec.Tcp spec, Pace pace) {
    this.spec = spec;
    this.pace = pace;
  }

  @Override
  public String name() {
    return spec.toString();
  }

  @Override
  public DeviceReport look() throws InterruptedException {
    InetSocketAddress address = new InetSocketAddress(spec.host(), spec.port());
    // A channel, and not a plain socket: an interrupt ends it at once.
    try (SocketChannel channel = SocketChannel.open()) {
      if (address.isUnresolved()) {
        throw new UnknownHostException(spec.host() + " is a name without an address");
      }
      channel.socket().connect(address, PATIENCE_MILLIS);
      return there();
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("asked to end while connecting to " + spec);
    } catch (IOException e) {
      return DeviceReport.without(
          DeviceState.OFFLINE, SOURCE, Unreached.of(e).word(), spec + ": " + e.getMessage());
    }
  }

  private static DeviceReport there() {
    return new DeviceReport(
        DeviceState.IDLE, SOURCE, null, null, null, List.of(), List.of(), null, new TreeMap<>());
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
