package city.seki.edge.av.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.DeviceSpec;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final DeviceSpec.Ping HALL = new DeviceSpec.Ping("hall");

  private record Scripted(String word, boolean answer) implements Echo {
    @Override
    public boolean answers(String host) {
      return answer;
    }
  }

  private record Unable(IOException why) implements Echo {
    @Override
    public String word() {
      return "unable";
    }

    @Override
    public boolean answers(String host) throws IOException {
      throw why;
    }
  }

  private static DeviceReport ping(Echo... ways) throws InterruptedException {
    return new PingDevice(HALL, Pace.real(), List.of(ways)).look();
  }

  @Test
  void what_takes_a_connection_is_idle_and_what_refuses_it_is_offline() throws Exception {
    TcpDevice device;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      device = new TcpDevice(new DeviceSpec.Tcp("127.0.0.1", server.getLocalPort()), Pace.real());
      assertEquals(DeviceState.IDLE, device.look().state());
    }
    DeviceReport refused = device.look();
    assertEquals(DeviceState.OFFLINE, refused.state());
    assertEquals("refused", refused.cause());
  }

  @Test
  void what_answers_an_echo_is_idle() throws Exception {
    assertEquals(DeviceState.IDLE, ping(new Scripted("icmp", true)).state());
    assertEquals("timeout", ping(new Scripted("icmp", false)).cause());
  }

  @Test
  void where_one_way_cannot_ask_the_next_is_taken_and_named() throws Exception {
    DeviceReport report =
        ping(new Unable(new IOException("no ping")), new Scripted("icmp-or-tcp-7", true));
    assertEquals("icmp-or-tcp-7", report.details().get("asked_by"));
    assertEquals("unreachable", ping(new Unable(new IOException("no ping"))).cause());
    assertEquals("unreachable", ping(new Unable(new UnknownHostException("hall"))).cause());
  }

  @Test
  void this_machine_answers_itself() throws Exception {
    DeviceSpec.Ping self = new DeviceSpec.Ping("127.0.0.1");
    assertEquals(DeviceState.IDLE, new PingDevice(self, Pace.real()).look().state());
  }
}
