package city.seki.hub.simulation;

import city.seki.config.wire.BadMessage;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.DocumentCheck;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import city.seki.edge.snapshot.Remembered;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The hub's documents on a unit's disk at the level of what is durable when: written some time
 * after they were handed over, whole or not at all; what waits is lost with the program. A card
 * that lies about its syncs leaves a torn file behind in a power cut. The real folder is tested by
 * power cuts of its own.
 */
final class SnapshotDisk {
  private static final int LATEST_MS = 300;

  private interface Reading<T> {
    T read(byte[] signed) throws BadMessage;
  }

  private final Timeline time;
  private final Disk disk;
  private final RandomGenerator random;
  private final Map<Document.Kind, byte[]> files = new EnumMap<>(Document.Kind.class);
  private Document.@Nullable Kind last;
  private int life;

  SnapshotDisk(Timeline time, Disk disk, RandomGenerator random) {
    this.time = time;
    this.disk = disk;
    this.random = random;
  }

  /** Begins a run of the agent: where its documents go, as {@code SnapshotWriter} takes them. */
  Consumer<Document> open() {
    life++;
    return new Run(life);
  }

  /** What the run before left; a damaged file is set aside. */
  Remembered remembered(DocumentCheck check) {
    OfficeSnapshot snapshot = read(Document.Kind.SNAPSHOT, check::snapshot);
    People people = read(Document.Kind.PEOPLE, check::people);
    return new Remembered(snapshot, people);
  }

  private <T> @Nullable T read(Document.Kind kind, Reading<T> reading) {
    byte[] signed = files.get(kind);
    try {
      return signed == null ? null : reading.read(signed);
    } catch (BadMessage e) {
      files.remove(kind);
      return null;
    }
  }

  /** The program is gone, and what waited with it. */
  void die() {
    life++;
  }

  /** Of one card in four the file that was written last is not what was written. */
  void losePower() {
    die();
    byte[] file = last == null ? null : files.get(last);
    if (last != null && file != null && random.nextInt(4) == 0) {
      files.put(last, Arrays.copyOf(file, random.nextInt(file.length)));
    }
    last = null;
  }

  private final class Run implements Consumer<Document> {
    private final int mine;
    private final Map<Document.Kind, Document> waiting = new EnumMap<>(Document.Kind.class);

    Run(int mine) {
      this.mine = mine;
    }

    @Override
    public void accept(Document document) {
      boolean idle = waiting.isEmpty();
      waiting.put(document.kind(), document);
      if (idle) {
        time.after(random.nextInt(LATEST_MS), this::write);
      }
    }

    private void write() {
      for (Document.Kind kind : Document.Kind.values()) {
        Document document = life == mine ? waiting.remove(kind) : null;
        if (document != null && !disk.isFull()) {
          disk.write(() -> files.put(kind, document.signed()));
          last = kind;
        }
      }
    }
  }
}
