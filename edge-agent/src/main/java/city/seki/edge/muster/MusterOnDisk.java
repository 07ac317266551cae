package city.seki.edge.muster;

import city.seki.config.model.Office;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.agent.Floor;
import city.seki.edge.journal.Entry;
import city.seki.edge.journal.JournalFault;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.DocumentCheck;
import city.seki.edge.snapshot.OfficeSnapshot;
import city.seki.edge.snapshot.People;
import city.seki.edge.snapshot.Remembered;
import city.seki.edge.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a unit has on its disk and changes nothing there, so that it may run meanwhile. What
 * can be read is told, and what is missing.
 */
public final class MusterOnDisk {
  private static final String UNIT = "this-unit";

  private final SnapshotFolder folder;
  private final Path data;
  private final List<String> missing = new ArrayList<>();

  /**
   * @param data the folder given to {@code seki-edge run}
   */
  public MusterOnDisk(Path data) {
    this.data = data;
    this.folder = new SnapshotFolder(data);
  }

  /**
   * The list at that moment.
   *
   * @throws IOException with the remedy, if nothing is known of the office
   */
  public UnitMuster read(Instant now) throws IOException {
    OfficeSnapshot snapshot = snapshot();
    List<TapMessage> taps = taps();
    Instant told = snapshot.madeAt();
    boolean behind = now.isBefore(told);
    Instant at = behind ? told : now;
    Floor floor =
        Floor.unknown(UNIT, snapshot.office())
            .remembering(new Remembered(snapshot, people()), taps);
    Seating seating = floor.seating();
    Office office = seating == null ? null : seating.city().office(snapshot.office());
    if (seating == null || office == null) {
      throw new IOException(folder.file(Document.Kind.SNAPSHOT) + " tells of no office");
    }
    return UnitMuster.of(advanced(seating, at), office, now, behind, told, taps.size());
  }

  /** What could not be read, and what the list lacks for it; nothing if it is whole. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  private static Seating advanced(Seating seating, Instant at) {
    return seating.applyAll(SeatRules.decide(seating, new Command.Advance(at)).events());
  }

  private OfficeSnapshot snapshot() throws IOException {
    byte[] signed = folder.read(Document.Kind.SNAPSHOT);
    if (signed == null) {
      throw new IOException(
          "%s is not there: the hub has not told this unit of its office yet, or %s is not the"
                  .formatted(folder.file(Document.Kind.SNAPSHOT), data)
              + " folder given to seki-edge run as --data");
    }
    try {
      return new DocumentCheck("", null).snapshotOfAny(signed);
    } catch (BadMessage e) {
      throw new IOException(
          "%s is damaged, look into the office instead: %s"
              .formatted(folder.file(Document.Kind.SNAPSHOT), e.getMessage()),
          e);
    }
  }

  /** Without them the list is that of the hub's last word. */
  private People people() {
    try {
      byte[] signed = folder.read(Document.Kind.PEOPLE);
      if (signed != null) {
        return new DocumentCheck("", null).people(signed);
      }
      missing.add(folder.file(Document.Kind.PEOPLE) + " is not there");
    } catch (IOException | BadMessage e) {
      missing.add(folder.file(Document.Kind.PEOPLE) + " cannot be read: " + e.getMessage());
    }
    return new People("", Directory.EMPTY);
  }

  private List<TapMessage> taps() {
    List<TapMessage> taps = new ArrayList<>();
    try {
      for (Entry entry : SqliteJournal.latest(data, Floor.MOST)) {
        taps.add(TapMessage.parse(entry.payload()));
      }
    } catch (JournalFault | BadMessage e) {
      missing.add("the taps of this unit cannot be read: " + e.getMessage());
    }
    return taps;
  }
}
