package city.seki.edge.meter;

import city.seki.edge.card.ReaderEvent;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The line of JSON for each event of a reader, in the words of contract.md. */
final class EventLines {
  private final JsonFactory json = new JsonFactory();
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
    StringWriter text = new StringWriter();
    try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), text)) {
      line.writeStartObject();
      write(line, event);
      line.writeEndObject();
    }
    return text.toString();
  }

  private void write(JsonGenerator line, ReaderEvent event) {
    switch (event) {
      case ReaderEvent.Ready ready -> {
        line.writeStringProperty("event", "ready");
        line.writeStringProperty("reader", reader);
        line.writeStringProperty("firmware", ready.firmware());
      }
      case ReaderEvent.CardSeen seen -> {
        line.writeStringProperty("event", "card");
        line.writeStringProperty("tech", seen.card().tech().word());
        if (showId) {
          line.writeStringProperty("id", seen.card().id());
        }
      }
      case ReaderEvent.CardRefused refused -> {
        line.writeStringProperty("event", "refused");
        line.writeStringProperty("tech", refused.tech().word());
        line.writeStringProperty("reason", refused.reason().word());
      }
      case ReaderEvent.CardGone gone -> line.writeStringProperty("event", "gone");
      case ReaderEvent.Fault fault -> {
        line.writeStringProperty("event", "fault");
        line.writeStringProperty("cause", fault.cause().word());
      }
    }
  }
}
