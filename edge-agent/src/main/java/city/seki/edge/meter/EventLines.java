package city.seki.edge.meter;

import city.seki.config.wire.JsonText;
import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.Refusal;
import java.nio.charset.StandardCharsets;

/** The line of JSON for each event of a reader, in the words of contract.md. */
final class EventLines {
  private final String reader;
  private final boolean showId;

  /**
   * @param reader the name that the installer gave
   * @param showId whether card ids are shown; without it no line tells cards apart
   */
  EventLines(String reader, boolean showId) {
    this.reader = reader;
    this.showId = showId;
  }

  /** One line, without its end. */
  String line(ReaderEvent event) {
    return new String(JsonText.object(line -> write(line, event)), StandardCharsets.UTF_8);
  }

  private void write(JsonText line, ReaderEvent event) {
    switch (event) {
      case ReaderEvent.Ready ready ->
          line.put("event", "ready").put("reader", reader).put("firmware", ready.firmware());
      case ReaderEvent.CardSeen seen -> {
        line.put("event", "card").put("tech", seen.card().tech().word());
        if (showId) {
          line.put("id", seen.card().id());
        }
        switch (seen.proof()) {
          case GIVEN -> line.put("mac", "ok");
          case UNSUPPORTED -> line.put("mac", "unsupported");
          case NOT_ASKED -> {}
        }
      }
      case ReaderEvent.CardRefused refused -> {
        line.put("event", "refused")
            .put("tech", refused.tech().word())
            .put("reason", refused.reason().word());
        if (refused.reason() == Refusal.NOT_GENUINE) {
          line.put("mac", "failed");
        }
      }
      case ReaderEvent.CardGone gone -> line.put("event", "gone");
      case ReaderEvent.Fault fault -> line.put("event", "fault").put("cause", fault.cause().word());
    }
  }
}
