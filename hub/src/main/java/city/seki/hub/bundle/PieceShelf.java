package city.seki.hub.bundle;

import city.seki.config.wire.Sha256;
import java.io.IOException;
import java.util.Optional;

/** Something that has bytes that are known by their SHA-256. For every thread. */
@FunctionalInterface
public interface PieceShelf {
  /**
   * Those bytes.
   *
   * @param length at most as many
   * @return fewer at the end of the whole, none behind it; empty if there is no such whole
   */
  Optional<byte[]> read(Sha256 whole, long offset, int length) throws IOException;
}
