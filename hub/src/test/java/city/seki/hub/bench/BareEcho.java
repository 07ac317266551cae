package city.seki.hub.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * The least that a hub could do: hears a message, writes it to SQLite with one durable commit, and
 * says it again, over the same broker. It is what the hub's latency is compared with.
 */
final class BareEcho implements AutoCloseable {
  private static final String PING = "seki/1/unit/bench-ping/device";
  private static final String PONG = "seki/1/unit/bench-pong/device";

  private final LoadUnit unit;
  private final Connection db;
  private final PreparedStatement insert;
  private final Thread thread = Thread.ofPlatform().name("bare-echo").unstarted(this::run);
  private volatile boolean open = true;

  BareEcho(InetSocketAddress broker, Path database) throws IOException, SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    db = config.createConnection("jdbc:sqlite:" + database);
    try (Statement s = db.createStatement()) {
      s.execute("CREATE TABLE IF NOT EXISTS ping (body BLOB)");
    }
    insert = db.prepareStatement("INSERT INTO ping VALUES (?)");
    unit = new LoadUnit(broker, "bench-echo", PONG, PING);
    thread.start();
  }

  /** One client that sends to it and hears it. */
  static List<LoadUnit> clients(InetSocketAddress broker) throws IOException {
    return List.of(new LoadUnit(broker, "bench-ping", PING, PONG));
  }

  /** Numbers padded to the length of a tap. */
  static MqttLoad.Script script() {
    return new MqttLoad.Script() {
      @Override
      public int speaker(long seq) {
        return 0;
      }

      @Override
      public byte[] message(long seq) {
        return String.format("%-250d", seq).getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      public long answered(byte[] payload) {
        return Long.parseLong(new String(payload, StandardCharsets.US_ASCII).strip());
      }
    };
  }

  private void run() {
    try (Selector selector = Selector.open()) {
      unit.channel().register(selector, SelectionKey.OP_READ);
      while (open) {
        selector.select(100);
        selector.selectedKeys().clear();
        unit.read(this::echo);
        unit.flush();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void echo(byte[] payload) throws IOException {
    try {
      insert.setBytes(1, payload);
      insert.executeUpdate(); // commits by itself
    } catch (SQLException e) {
      throw new IOException(e);
    }
    unit.publish(payload);
    unit.flush();
  }

  @Override
  public void close() throws IOException, SQLException, InterruptedException {
    open = false;
    thread.join();
    unit.close();
    db.close();
  }
}
