package city.seki.config.bundle;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * A bundle on a disk, believed as a whole.
 *
 * @param file where it is
 * @param head what it says of itself
 * @param sha256 of the whole file: by this it is named to those who fetch it
 */
public record BundleFile(Path file, BundleHead head, Sha256 sha256) {
  private interface Payload {
    void piece(byte[] bytes) throws IOException;
  }

  /**
   * Makes the bundle of an agent's jar. The same jar, key and words make the same bytes.
   *
   * @param from the oldest version that it may follow
   * @param older whether it may follow a newer version too
   * @throws IOException if the jar is no agent's, or a file cannot be read or written
   */
  public static BundleFile make(
      Path jar, SoftwareVersion from, boolean older, HubSigner release, Path bundle)
      throws IOException {
    AgentJar agent = AgentJar.read(jar);
    BundleHead head = BundleHead.sign(manifest(jar, agent, from, older), release);
    Path fresh = bundle.resolveSibling(bundle.getFileName() + ".part");
    MessageDigest whole = Sha256.digest();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
      out.write(head.bytes());
      whole.update(head.bytes());
      try (InputStream in = Files.newInputStream(jar)) {
        pieces(
            in,
            bytes -> {
              out.write(bytes);
              whole.update(bytes);
            });
      }
    }
    Files.move(fresh, bundle, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new BundleFile(bundle, head, named(whole));
  }

  private static BundleManifest manifest(
      Path jar, AgentJar agent, SoftwareVersion from, boolean older) throws IOException {
    MessageDigest whole = Sha256.digest();
    List<Sha256> pieces = new ArrayList<>();
    try (InputStream in = Files.newInputStream(jar)) {
      pieces(
          in,
          bytes -> {
            whole.update(bytes);
            pieces.add(Sha256.of(bytes));
          });
    }
    try {
      return new BundleManifest(
          agent.version(), from, older, agent.data(), Files.size(jar), named(whole), pieces);
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(jar.toString(), null, e.getMessage());
    }
  }

  private static void pieces(InputStream in, Payload payload) throws IOException {
    for (byte[] bytes = in.readNBytes(BundleManifest.PIECE);
        bytes.length > 0;
        bytes = in.readNBytes(BundleManifest.PIECE)) {
      payload.piece(bytes);
    }
  }

  private static Sha256 named(MessageDigest digest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The bundle in that file, after every byte of it was checked.
   *
   * @param keys the release keys, one of which has to have signed it
   * @throws BadMessage if it is no bundle, signed by nobody of those, or damaged
   * @throws IOException if the file cannot be read
   */
  public static BundleFile verify(Path file, Collection<HubKey> keys)
      throws BadMessage, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(BundleHead.LEAST_BYTES);
      int length = BundleHead.length(beginning);
      byte[] bytes = new byte[length];
      System.arraycopy(beginning, 0, bytes, 0, beginning.length);
      int more = in.readNBytes(bytes, beginning.length, length - beginning.length);
      if (beginning.length + more < length) {
        throw new BadMessage("the head", "ends too early");
      }
      BundleHead head = BundleHead.read(bytes, keys);
      MessageDigest whole = Sha256.digest();
      whole.update(bytes);
      List<Sha256> expected = head.manifest().pieces();
      List<Sha256> found = new ArrayList<>();
      pieces(
          in,
          piece -> {
            whole.update(piece);
            if (found.size() <= expected.size()) { // a file without an end is not read for ever
              found.add(Sha256.of(piece));
            }
          });
      if (!found.equals(expected)) {
        throw new BadMessage(
            "piece " + firstOther(expected, found), "is not the one that was signed");
      }
      return new BundleFile(file, head, named(whole));
    }
  }

  private static int firstOther(List<Sha256> expected, List<Sha256> found) {
    int same = 0;
    while (same < Math.min(expected.size(), found.size())
        && expected.get(same).equals(found.get(same))) {
      same++;
    }
    return same;
  }
}
