package city.seki.edge.piece;

import city.seki.config.wire.Sha256;
import java.io.IOException;

/** Something that fits into memory, such as a configuration, fetched as a whole. */
public final class WholeText {
  private WholeText() {}

  /**
   * All of its bytes, which are those of that name.
   *
   * @param size how many; at most what the caller wants to have in memory
   * @throws IOException if they did not come, or others
   */
  public static byte[] fetch(PieceSource source, Sha256 name, int size)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[size];
    int have = 0;
    while (have < size) {
      byte[] piece = source.piece(name, have, Math.min(PieceSource.MOST_BYTES, size - have));
      if (piece.length == 0 || piece.length > size - have) {
        throw new IOException("expected " + size + " bytes of " + name + ", found another number");
      }
      System.arraycopy(piece, 0, bytes, have, piece.length);
      have += piece.length;
    }
    if (!Sha256.of(bytes).equals(name)) {
      throw new IOException("what came is not " + name);
    }
    return bytes;
  }
}
