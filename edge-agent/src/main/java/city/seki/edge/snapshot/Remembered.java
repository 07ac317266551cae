package city.seki.edge.snapshot;

import city.seki.config.wire.BadMessage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * What the run before left on the disk. A damaged file is set aside and told; the unit then begins
 * as one that was told nothing yet, and the hub tells it again.
 */
public record Remembered(@Nullable OfficeSnapshot snapshot, @Nullable People people) {
  private interface Reading<T> {
    T read(byte[] signed) throws BadMessage;
  }

  /**
   * @param unit for log lines
   */
  public static Remembered read(SnapshotFolder folder, DocumentCheck check, String unit) {
    return new Remembered(
        read(folder, Document.Kind.SNAPSHOT, check::snapshot, unit),
        read(folder, Document.Kind.PEOPLE, check::people, unit));
  }

  private static <T> @Nullable T read(
      SnapshotFolder folder, Document.Kind kind, Reading<T> reading, String unit) {
    try {
      byte[] signed = folder.read(kind);
      return signed == null ? null : reading.read(signed);
    } catch (BadMessage e) {
      Logger.warn(
          "{}: {} is not to be used and set aside: {}", unit, folder.file(kind), e.getMessage());
      setAside(folder, kind, unit);
      return null;
    } catch (IOException e) {
      Logger.warn("{}: {} cannot be read: {}", unit, folder.file(kind), e.toString());
      return null;
    }
  }

  private static void setAside(SnapshotFolder folder, Document.Kind kind, String unit) {
    try {
      folder.setAside(kind);
    } catch (IOException e) {
      Logger.warn("{}: {} cannot be moved: {}", unit, folder.file(kind), e.toString());
    }
  }
}
