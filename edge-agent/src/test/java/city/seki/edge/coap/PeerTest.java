package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who may be a peer. */
class PeerTest {
  @Test
  void a_key_has_16_bytes_or_more_and_is_not_told() {
    Peer peer = Peer.of("room-1", "sixteen bytes ok".getBytes(UTF_8), "room:R1");
    assertEquals("Peer[room-1, place room:R1]", peer.toString());
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> Peer.of("room-1", new byte[15], null))
                .getMessage());
    assertTrue(message.contains("'room-1' has 15 bytes"), message);
  }

  @Test
  void an_identity_is_a_name() {
    assertThrows(IllegalArgumentException.class, () -> Peer.of("a/b", new byte[16], null));
  }
}
