package city.seki.edge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.SignedDocument;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a hub tells the unit {@code u1}. */
final class Wishes {
  static final HubSigner HUB = signer();
  static final HubSigner OTHER_HUB = signer();
  static final UnitFile.Settings START = settings("open", "mqtt://127.0.0.1:1883", HUB.key());
  static final WishCheck CHECK = new WishCheck(START);
  static final long CONFIRM_S = 600;

  private static final Map<Long, ConfigEvent.WishTold> TOLD = new ConcurrentHashMap<>();
  private static final Map<Long, Wished> WISHED = new ConcurrentHashMap<>();

  private Wishes() {}

  private static HubSigner signer() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static UnitFile.Settings settings(String office, String hub, HubKey key) {
    return new UnitFile.Settings(
        new Unit(
            "u1",
            office,
            List.of(new Wiring(new ReaderName.AtSeat("A-01"), "pn532:hsu:/dev/ttyUSB0", null))),
        URI.create(hub),
        List.of(),
        key);
  }

  static DesiredMessage wish(long version, String text) {
    return new DesiredMessage(
        "u1",
        version,
        OffsetDateTime.parse("2026-11-21T08:31:05.123+09:00"),
        CONFIRM_S,
        DesiredMessage.Configuration.of(text),
        null,
        null);
  }

  /** A configuration of its own for each version. */
  static String text(long version) {
    return UnitFile.write(settings("open", "mqtt://127.0.0.1:" + (2000 + version), HUB.key()));
  }

  static String sealed(DesiredMessage wish) {
    return new String(SignedDocument.sign(wish.toJson(), HUB), UTF_8);
  }

  static ConfigEvent.WishTold told(long version) {
    return TOLD.computeIfAbsent(
        version,
        v -> {
          DesiredMessage wish = wish(v, text(v));
          return new ConfigEvent.WishTold(wish, sealed(wish));
        });
  }

  static Wished wished(long version) {
    return WISHED.computeIfAbsent(version, Wishes::read);
  }

  private static Wished read(long version) {
    ConfigEvent.WishTold told = told(version);
    try {
      return CHECK.read(told.wish(), told.envelope(), text(version));
    } catch (Unfit e) {
      throw new AssertionError(e);
    }
  }
}
