package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.rules.Command;
import city.seki.config.rules.Lottery;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.ReservationRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Wish;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member of staff wishes for where lots are drawn for seats. Everybody makes and takes back
 * one's own alone; one sees them among what is held about oneself, and nobody else's.
 */
final class WishRoutes {
  private static final String PATH = "/api/v1/wishes";
  private static final int ID_BYTES = 10;

  private final HubParts hub;
  private final Commands commands;

  WishRoutes(HubParts hub, Commands commands) {
    this.hub = hub;
    this.commands = commands;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, Operation.RESERVE, this::make),
        new Route("DELETE", PATH + "/{id}", Operation.RESERVE, this::withdraw));
  }

  private Reply make(Call call) throws BadMessage, InterruptedException {
    JsonFields body = call.json();
    String person = ForWhom.oneself(call.principal());
    City city = hub.allocation().state().city();
    Office office = city.office(body.text("office"));
    if (office == null) {
      throw Problem.refused(Refusal.UNKNOWN_SEAT.word());
    }
    ReservationRules.Interval when = WantedTime.of(city, office, body);
    String seat = body.textOrNull("seat");
    Wish wish =
        new Wish(
            newId(),
            person,
            office.id(),
            seat,
            zone(office, seat, body),
            city.day(when.from()),
            when.from(),
            when.to());
    commands.carryOut(new Command.MakeWish(wish, hub.cityClock().get()));
    return Reply.created(
        PATH + "/" + wish.id(), JsonText.object(o -> write(wish, hub.allocation().state(), o)));
  }

  /** The zone that is named, else that of the seat, unless any will do. */
  private static @Nullable String zone(Office office, @Nullable String seat, JsonFields body)
      throws BadMessage {
    if (body.has("any_zone") && body.truth("any_zone")) {
      return null;
    }
    Seat wanted = seat == null ? null : office.seat(seat);
    return wanted != null ? wanted.zone() : body.textOrNull("zone");
  }

  private String newId() {
    byte[] bits = new byte[ID_BYTES];
    hub.random().nextBytes(bits);
    return "w-" + HexFormat.of().formatHex(bits);
  }

  /** A wish as its person sees it. */
  static void write(Wish wish, Seating state, JsonText o) {
    ZoneId zone = state.city().timeZone();
    Office office = state.city().office(wish.office());
    o.put("id", wish.id()).put("office", wish.office());
    o.put("seat", wish.seat()).put("zone", wish.zone());
    o.put("from", wish.from(), zone).put("to", wish.to(), zone);
    o.put("draws_at", office == null ? null : Lottery.draws(state, office, wish.day()), zone);
  }

  private Reply withdraw(Call call) throws InterruptedException {
    Principal principal = call.principal();
    String id = call.path("id");
    Wish wish = hub.allocation().state().wishes().open().get(id);
    if (wish == null || !wish.person().equals(principal.person())) {
      throw Problem.notFound("there is no wish of that id, or it is not yours");
    }
    commands.carryOut(
        principal,
        "withdraw-wish",
        o -> o.put("id", id).put("person", wish.person()),
        new Command.WithdrawWish(id, hub.cityClock().get()));
    return Reply.done();
  }
}
