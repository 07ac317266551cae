package city.seki.hub.http;

import city.seki.config.rules.Cards;
import city.seki.config.rules.Command;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lost cards and new ones. A card's number is digested on arrival and not kept. */
final class CardRoutes {
  private final HubParts hub;
  private final Commands commands;

  CardRoutes(HubParts hub, Commands commands) {
    this.hub = hub;
    this.commands = commands;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/api/v1/cards/block", Operation.BLOCK_CARD, c -> change(c, true)),
        new Route("POST", "/api/v1/cards/unblock", Operation.BLOCK_CARD, c -> change(c, false)),
        new Route("GET", "/api/v1/cards/unknown", Operation.LINK_CARD, this::unknown),
        new Route("POST", "/api/v1/cards/link", Operation.LINK_CARD, this::link));
  }

  private Reply change(Call call, boolean block) throws BadMessage, InterruptedException {
    Principal principal = call.principal();
    Seating state = hub.allocation().state();
    List<String> cards = new ArrayList<>(cards(call.json(), state));
    cards.removeIf(card -> state.cards().blocked().contains(card) == block);
    if (cards.isEmpty()) {
      throw Problem.refused(Refusal.NOTHING_TO_DO.word());
    }
    for (String card : cards) {
      Instant now = hub.cityClock().get();
      commands.carryOut(
          principal,
          block ? "block-card" : "unblock-card",
          o -> o.put("card", card),
          block
              ? new Command.BlockCard(card, principal.who(), now)
              : new Command.UnblockCard(card, principal.who(), now));
    }
    return Reply.done();
  }

  /** The digest of the card that is named, or of every card of that member of staff. */
  private List<String> cards(JsonFields body, Seating state) throws BadMessage {
    if (body.has("card")) {
      return List.of(body.word("card", hub.digests()::digest));
    }
    String person = person(body);
    Set<String> cards = new TreeSet<>();
    addOf(person, state.directory().cards(), cards);
    addOf(person, state.cards().linked(), cards);
    if (cards.isEmpty()) {
      throw Problem.refused(Refusal.UNKNOWN_CARD.word());
    }
    return List.copyOf(cards);
  }

  private static void addOf(String person, Map<String, String> owners, Set<String> cards) {
    owners.forEach(
        (card, owner) -> {
          if (owner.equals(person)) {
            cards.add(card);
          }
        });
  }

  private String person(JsonFields body) throws BadMessage {
    String person = hub.roster().personOf(body.text("staff_id"));
    if (person == null) {
      throw Problem.refused(Refusal.UNKNOWN_PERSON.word());
    }
    return person;
  }

  private Reply unknown(Call call) {
    Seating state = hub.allocation().state();
    ZoneId zone = state.city().timeZone();
    return Reply.json(
        JsonText.array(
            state.cards().waiting().entrySet(),
            (Map.Entry<String, Cards.Unknown> waiting, JsonText o) ->
                o.put("code", waiting.getKey()).put("at", waiting.getValue().at(), zone)));
  }

  private Reply link(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    String code = body.text("code").strip();
    String person = person(body);
    Principal principal = call.principal();
    commands.carryOut(
        principal,
        "link-card",
        o -> o.put("code", code).put("person", person),
        new Command.LinkCard(code, person, principal.who(), hub.cityClock().get()));
    return Reply.done();
  }
}
