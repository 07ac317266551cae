package city.seki.edge.update;

import city.seki.config.bundle.BundleHead;
import city.seki.config.bundle.BundleManifest;
import city.seki.config.bundle.DataFormat;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Sha256;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A version in a bundle, and a hub that has it. */
final class Release {
  static final HubSigner KEY = key();
  static final List<HubKey> KEYS = List.of(KEY.key());
  static final Map<String, DataFormat> DATA = Map.of("journal", new DataFormat(2, 2));

  final BundleHead head;
  final byte[] payload;
  final byte[] bundle;
  final Sha256 name;

  private Release(BundleHead head, byte[] payload) {
    this.head = head;
    this.payload = payload;
    bundle = Arrays.copyOf(head.bytes(), head.length() + payload.length);
    System.arraycopy(payload, 0, bundle, head.length(), payload.length);
    name = Sha256.of(bundle);
  }

  static HubSigner key() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Release of(String version, int size) {
    return of(version, "0.1.0", false, DATA, size, KEY);
  }

  static Release of(
      String version,
      String from,
      boolean older,
      Map<String, DataFormat> data,
      int size,
      HubSigner key) {
    byte[] payload = new byte[size];
    new Random(version.hashCode()).nextBytes(payload);
    List<Sha256> pieces = new ArrayList<>();
    for (int at = 0; at < size; at += BundleManifest.PIECE) {
      pieces.add(
          Sha256.of(Arrays.copyOfRange(payload, at, Math.min(size, at + BundleManifest.PIECE))));
    }
    BundleManifest manifest =
        new BundleManifest(
            SoftwareVersion.parse(version),
            SoftwareVersion.parse(from),
            older,
            new TreeMap<>(data),
            size,
            Sha256.of(payload),
            pieces);
    return new Release(BundleHead.sign(manifest, key), payload);
  }

  SoftwareVersion version() {
    return head.manifest().version();
  }

  Wish wish() {
    return new Wish(version(), name, bundle.length, 600);
  }

  /** Gives out whatever is asked for. */
  PieceSource source() {
    return source(Long.MAX_VALUE);
  }

  /** The same, until so many bytes were given: then the line is cut, in the middle of a piece. */
  PieceSource source(long bytes) {
    long[] left = {bytes};
    return (whole, offset, length) -> {
      if (!whole.equals(name)) {
        throw new PieceSource.Nowhere("the hub does not have " + whole);
      }
      byte[] some =
          Arrays.copyOfRange(
              bundle,
              (int) Math.min(offset, bundle.length),
              (int) Math.min(offset + length, bundle.length));
      left[0] -= some.length;
      if (left[0] < 0) {
        throw new IOException("the line was cut");
      }
      return some;
    };
  }
}
