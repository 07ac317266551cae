package city.seki.hub.demo;

import city.seki.config.model.Text;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.edge.light.Signal;
import city.seki.hub.access.Operation;
import city.seki.hub.http.Call;
import city.seki.hub.http.Problem;
import city.seki.hub.http.Reply;
import city.seki.hub.http.Route;
import city.seki.hub.live.EventStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The part of the page that only the demo has: cards to lay on any reader, and the light of each.
 * What it does, it does as a person would, on the emulated reader; it asks the hub for nothing.
 */
final class DemoPanel {
  /** A card to play with. */
  record PlayCard(String name, Text label, String kind, CardTech tech, String cardId) {}

  private final Map<String, PlayCard> cards = new LinkedHashMap<>();
  private final RandomGenerator random;
  private volatile @Nullable DemoUnits units;

  DemoPanel(List<PlayCard> cards, RandomGenerator random) {
    cards.forEach(card -> this.cards.put(card.name(), card));
    this.random = random;
  }

  /** From now on there are readers to tap at. */
  void show(DemoUnits running) {
    units = running;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/demo", Operation.USE_DEMO, this::describe),
        new Route("POST", "/api/v1/demo/taps", Operation.USE_DEMO, this::tap));
  }

  private Reply describe(Call call) {
    DemoUnits running = units;
    List<DemoReader> readers = running == null ? List.of() : running.readers();
    return Reply.json(
        JsonText.object(
            o ->
                o.array(
                        "cards",
                        cards.values(),
                        (card, f) ->
                            f.put("card", card.name())
                                .put("label", card.label())
                                .put("kind", card.kind()))
                    .array(
                        "readers",
                        readers,
                        (reader, f) ->
                            f.put("office", reader.office()).put("reader", reader.name()))
                    .array(
                        "displays",
                        running == null
                            ? Set.<Map.Entry<String, String>>of()
                            : running.displays().entrySet(),
                        (display, f) ->
                            f.put("office", display.getKey()).put("url", display.getValue()))));
  }

  private Reply tap(Call call) throws BadMessage {
    JsonFields asked = call.json();
    PlayCard card = cards.get(asked.text("card"));
    DemoUnits running = units;
    DemoReader reader =
        running == null ? null : running.reader(asked.text("office"), asked.text("reader"));
    if (card == null || reader == null) {
      throw Problem.notFound("there is no such card or reader in the demo");
    }
    Thread.ofVirtual().name("demo-visitor").start(() -> lay(card, reader));
    return Reply.accepted();
  }

  private void lay(PlayCard card, DemoReader reader) {
    try {
      reader.tap(card.tech(), card.cardId().isEmpty() ? randomId(card.tech()) : card.cardId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The number of a card that has another one at every tap. */
  private String randomId(CardTech tech) {
    return tech == CardTech.ISO14443B
        ? "%08X".formatted(random.nextInt())
        : "08%06X".formatted(random.nextInt(1 << 24));
  }

  /** Tells every page what a light says now. */
  static void tell(EventStream stream, String office, String reader, Signal signal) {
    stream.publish(
        "light",
        JsonText.object(
            o ->
                o.put("office", office)
                    .put("reader", reader)
                    .put("colour", colour(signal))
                    .put("pattern", pattern(signal))));
  }

  private static String colour(Signal signal) {
    return switch (signal) {
      case OFF -> "off";
      case GREEN, WARN -> "green";
      case BLUE, ENROLLING, WAITING, IDENTIFY -> "blue";
      case RED, SHUT_OUT -> "red";
      case RED_AMBER -> "red-amber";
      case AMBER, UNCLAIMED, NOTED -> "amber";
    };
  }

  private static String pattern(Signal signal) {
    return switch (signal) {
      case OFF, GREEN, BLUE, RED, NOTED -> "steady";
      case RED_AMBER, WARN, UNCLAIMED, ENROLLING, WAITING, SHUT_OUT, IDENTIFY -> "blink";
      case AMBER -> "breathe";
    };
  }
}
