package city.seki.edge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.HubKey;
import city.seki.edge.config.ConfigNote.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Where a unit's configurations lie. Confined to one thread.
 *
 * <pre>
 *   state.json         which of the two is good, which is tried and how far, what was refused
 *   a.json, b.json     the documents, as the hub signed them
 *   a.yaml, b.yaml     the configurations that they name
 * </pre>
 *
 * <p>The power may go between any two writes. A new document is written into the place that is not
 * the good one's, and counts only from the one write of {@code state.json} on that says so. All of
 * it is believed, or not, as it was when it came.
 */
public final class ConfigFolder {
  private static final String STATE = "state.json";
  private static final String DAMAGED = "state.json.damaged";

  private final ConfigFiles files;
  private final WishCheck check;

  /** The versions that lie there, as far as this run knows. */
  private final Map<Slot, Long> lies = new EnumMap<>(Slot.class);

  private @Nullable Slot goodSlot;

  ConfigFolder(ConfigFiles files, WishCheck check) {
    this.files = files;
    this.check = check;
  }

  /**
   * @param folder made when something is written
   */
  public static ConfigFolder at(Path folder, WishCheck check) {
    return new ConfigFolder(ConfigFiles.in(folder), check);
  }

  /**
   * What the run before left; what is damaged, or is of another hub, counts as if it had never
   * come, and the hub tells it again.
   *
   * @throws IOException if the disk does not give it
   */
  public ConfigState read() throws IOException {
    lies.clear();
    goodSlot = null;
    ConfigNote note = note();
    if (note == null) {
      return new ConfigState.Running(null);
    }
    Wished good = note.good() == null ? null : readGood(note.good());
    ConfigNote.Trial trial = note.trial();
    if (trial != null) {
      return trial(good, trial);
    }
    if (note.verdict() != null) {
      return note.tried()
          ? new ConfigState.Returned(good, note.verdict())
          : new ConfigState.Refused(good, note.verdict());
    }
    return new ConfigState.Running(good);
  }

  private @Nullable ConfigNote note() throws IOException {
    Optional<String> text = files.read(STATE);
    if (text.isEmpty()) {
      return null;
    }
    try {
      ConfigNote note = ConfigNote.parse(text.get());
      HubKey key = check.key();
      if (note.unit().equals(check.unit()) && key != null && note.hub().equals(key.toString())) {
        return note;
      }
      Logger.warn("the configuration in {} is of another unit or hub and does not count", STATE);
    } catch (BadMessage e) {
      Logger.warn("{} is damaged, and set aside: {}", STATE, e.getMessage());
      files.write(DAMAGED, text.get());
    }
    return null;
  }

  private @Nullable Wished readGood(Slot slot) throws IOException {
    try {
      Wished good = document(slot);
      goodSlot = slot;
      lies.put(slot, good.version());
      return good;
    } catch (Unfit e) {
      Logger.error("the configuration is damaged, the start document's runs: {}", e.getMessage());
      return null;
    }
  }

  private ConfigState trial(@Nullable Wished good, ConfigNote.Trial trial) throws IOException {
    try {
      Wished candidate = document(trial.slot());
      if (candidate.version() == trial.version()) {
        lies.put(trial.slot(), candidate.version());
        return new ConfigState.Trying(
            good, candidate, trial.starts(), Duration.ofMillis(trial.elapsedMs()), trial.excused());
      }
      throw new Unfit(Reason.DAMAGED, "another version lies in its place");
    } catch (Unfit e) {
      return new ConfigState.Returned(
          good, new Verdict(trial.version(), Reason.DAMAGED, e.detail()));
    }
  }

  private Wished document(Slot slot) throws IOException, Unfit {
    Optional<String> envelope = files.read(slot.word() + ".json");
    Optional<String> text = files.read(slot.word() + ".yaml");
    if (envelope.isEmpty() || text.isEmpty()) {
      throw new Unfit(Reason.DAMAGED, "it is not there");
    }
    DesiredMessage wish = check.believe(envelope.get().getBytes(UTF_8));
    return check.read(wish, envelope.get(), text.get());
  }

  /**
   * Writes that down; from its return on it is what {@link #read} finds, until then what was.
   *
   * @throws IOException if the disk does not take it
   */
  public void keep(ConfigState state) throws IOException {
    Wished good = state.good();
    Slot goodThen = good == null ? null : slot(good);
    ConfigNote.Trial trial =
        state instanceof ConfigState.Trying trying
            ? new ConfigNote.Trial(
                slot(trying.candidate()),
                trying.candidate().version(),
                trying.starts(),
                trying.elapsed().toMillis(),
                trying.excused())
            : null;
    Verdict verdict =
        switch (state) {
          case ConfigState.Refused(var _, var why) -> why;
          case ConfigState.Returned(var _, var why) -> why;
          case ConfigState.Running _, ConfigState.Trying _ -> null;
        };
    HubKey hub = Objects.requireNonNull(check.key(), "nothing is believed without a key");
    files.write(
        STATE,
        new ConfigNote(
                check.unit(),
                hub.toString(),
                goodThen,
                trial,
                verdict,
                state instanceof ConfigState.Returned)
            .toJson());
    goodSlot = goodThen;
  }

  /** Where that document lies; written beside the good one if it does not lie there yet. */
  private Slot slot(Wished wished) throws IOException {
    for (Map.Entry<Slot, Long> each : lies.entrySet()) {
      if (each.getValue() == wished.version()) {
        return each.getKey();
      }
    }
    Slot free = goodSlot == null ? Slot.A : goodSlot.other();
    lies.remove(free);
    files.write(free.word() + ".yaml", wished.text());
    files.write(free.word() + ".json", wished.envelope());
    lies.put(free, wished.version());
    return free;
  }
}
