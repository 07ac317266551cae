package city.seki.edge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is written down beside the documents: which of them is what.
 *
 * @param unit whose it is
 * @param hub the key of the hub whose versions these are
 * @param good where the last good configuration lies, null for that of the start document
 * @param trial what is being tried, null if nothing is
 * @param verdict about the newest wish, null if there is none
 * @param tried whether that one was tried
 */
record ConfigNote(
    String unit,
    String hub,
    @Nullable Slot good,
    @Nullable Trial trial,
    @Nullable Verdict verdict,
    boolean tried) {

  /** Two places, so that a new document is written beside the one that is good. */
  enum Slot {
    A,
    B;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Slot of(String word) {
      for (Slot slot : values()) {
        if (slot.word().equals(word)) {
          return slot;
        }
      }
      throw new IllegalArgumentException("expected a or b");
    }

    Slot other() {
      return this == A ? B : A;
    }
  }

  /** As in {@link ConfigState.Trying}. */
  record Trial(Slot slot, long version, int starts, long elapsedMs, Set<String> excused) {
    Trial {
      excused = Set.copyOf(excused);
    }
  }

  String toJson() {
    byte[] json =
        JsonText.object(
            o -> {
              o.put("v", 1).put("unit", unit).put("hub", hub);
              o.put("good", good == null ? null : good.word());
              if (trial != null) {
                o.object(
                    "trial",
                    t ->
                        t.put("slot", trial.slot().word())
                            .put("version", trial.version())
                            .put("starts", trial.starts())
                            .put("elapsed_ms", trial.elapsedMs())
                            .put("excused", trial.excused().stream().sorted().toList()));
              }
              if (verdict != null) {
                o.object(
                    "verdict",
                    r ->
                        r.put("version", verdict.version())
                            .put("tried", tried)
                            .put("reason", verdict.reason().word())
                            .put("detail", verdict.detail()));
              }
            });
    return new String(json, UTF_8);
  }

  /**
   * @throws BadMessage if it is not what {@link #toJson} writes
   */
  static ConfigNote parse(String json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json.getBytes(UTF_8));
    fields.version();
    JsonFields verdict = fields.objectOrNull("verdict");
    return new ConfigNote(
        fields.text("unit"),
        fields.text("hub"),
        fields.has("good") ? fields.word("good", Slot::of) : null,
        trial(fields.objectOrNull("trial")),
        verdict == null
            ? null
            : new Verdict(
                verdict.whole("version", 1),
                verdict.word("reason", Reason::of),
                verdict.text("detail")),
        verdict != null && verdict.truth("tried"));
  }

  private static @Nullable Trial trial(@Nullable JsonFields fields) throws BadMessage {
    return fields == null
        ? null
        : new Trial(
            fields.word("slot", Slot::of),
            fields.whole("version", 1),
            (int) fields.whole("starts", 1),
            fields.whole("elapsed_ms", 0),
            Set.copyOf(fields.texts("excused")));
  }
}
