package city.seki.edge.av.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.card.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * npm's {@code jsxapi}, Cisco's own client, which knows nothing of us, as the judge of the emulated
 * room kit: so that the driver is not only right about our own idea of a device.
 */
@Timeout(120)
class JsxapiIT {
  private static final String PASSWORD = "pässw/+?";

  /** Prints what it gets, one line each, and ends when it was told of six people. */
  private static final String SCRIPT =
      """
      const jsxapi = require('jsxapi');
      const [url, password] = process.argv.slice(2);
      const xapi = jsxapi.connect(url, { username: 'admin', password });
      xapi.on('error', (e) => { console.log('error', String(e)); process.exit(1); });
      xapi.on('ready', async () => {
        console.log('product', await xapi.Status.SystemUnit.ProductId.get());
        console.log('calls', await xapi.Status.SystemUnit.State.NumberOfActiveCalls.get());
        const count = await xapi.Status.RoomAnalytics.PeopleCount.get();
        console.log('people', count.Current, 'of', count.Capacity);
        console.log('touch', await xapi.Status.Peripherals.ConnectedDevice[1001].Status.get());
        try {
          await xapi.status.get('Nope');
        } catch (e) {
          console.log('nope', e.code, e.message);
        }
        xapi.Status.Standby.State.on((word) => console.log('standby', word));
        xapi.Status.Peripherals.ConnectedDevice.on(
          (d) => console.log('device', d.id, d.ghost || d.Status));
        const off = xapi.Status.RoomAnalytics.PeopleCount.Current.on((now) => {
          console.log('people', now);
          if (now === 6) { process.exit(0); }
        });
        await off.registration;
        await xapi.Command.Standby.Deactivate();
        console.log('listening');
      });
      """;

  @TempDir Path folder;
  private EmulatedRoomKit kit;

  @BeforeEach
  void start() throws IOException {
    kit = new EmulatedRoomKit("Room 301", "admin", PASSWORD, Pace.real());
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private Process client(String password) throws IOException {
    Path modules = NpmPackages.require("jsxapi");
    Path script = Files.writeString(folder.resolve("client.js"), SCRIPT);
    String url = kit.address().toString().replace("http:", "ws:");
    ProcessBuilder node = new ProcessBuilder("node", script.toString(), url, password);
    node.environment().put("NODE_PATH", modules.toString());
    return node.redirectErrorStream(true).start();
  }

  @Test
  void jsxapi_signs_in_reads_subscribes_and_is_told() throws Exception {
    Process client = client(PASSWORD);
    try (BufferedReader said = client.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("product Cisco Room Kit", said.readLine());
      assertEquals("calls 0", said.readLine());
      assertEquals("people 0 of 8", said.readLine());
      assertEquals("touch Connected", said.readLine());
      assertEquals("nope -32602 No match on Path argument", said.readLine());
      assertEquals("standby Off", said.readLine());
      assertEquals("listening", said.readLine());
      kit.people(5);
      assertEquals("people 5", said.readLine());
      kit.peripheral(1001, "TouchPanel", false);
      assertEquals("device 1001 LostConnection", said.readLine());
      kit.forget(1001);
      assertEquals("device 1001 True", said.readLine());
      kit.people(6);
      assertEquals("people 6", said.readLine());
      assertTrue(client.waitFor(30, TimeUnit.SECONDS), "jsxapi does not end");
      assertEquals(0, client.exitValue());
    } finally {
      client.destroyForcibly();
    }
  }

  @Test
  void jsxapi_is_refused_with_a_wrong_password() throws Exception {
    Process client = client("wrong");
    try (BufferedReader said = client.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      assertTrue(line != null && line.contains("401"), line);
      assertTrue(client.waitFor(30, TimeUnit.SECONDS), "jsxapi does not end");
      assertEquals(1, client.exitValue());
    } finally {
      client.destroyForcibly();
    }
  }
}
