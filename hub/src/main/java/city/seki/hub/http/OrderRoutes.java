package city.seki.hub.http;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Office;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.model.Unit;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandMessage.Order;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.fleet.Fleet;
import city.seki.hub.fleet.Orders;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders to units, and what became of them. */
final class OrderRoutes {
  private static final int ID_BYTES = 12;
  private static final int LONGEST_REASON = 300;

  private final HubParts hub;

  OrderRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/api/v1/units/{unit}/commands", Operation.IDENTIFY_UNIT, this::give),
        new Route("GET", "/api/v1/commands", Operation.IDENTIFY_UNIT, call -> list()),
        new Route("GET", "/api/v1/commands/{command}", Operation.IDENTIFY_UNIT, this::one));
  }

  /** Facilities may let a unit blink; everything else is for operators. */
  private Reply give(Call call) throws BadMessage {
    Unit unit = hub.allocation().state().city().units().get(call.path("unit"));
    if (unit == null) {
      throw Problem.notFound("there is no unit of that name");
    }
    JsonFields body = call.json();
    Order order = order(body);
    if (!(order instanceof Order.Identify) && !mayOrder(call.principal())) {
      throw Problem.forbidden("only operators may order this");
    }
    String force = force(body);
    if (order instanceof Order.Reboot && force == null && isBusy(unit)) {
      throw Problem.refused("unit-busy");
    }
    return Reply.of(202, "application/json", written(sent(unit, order, force, call), true));
  }

  private Orders.Given sent(Unit unit, Order order, @Nullable String force, Call call) {
    String boot = boot(unit);
    if (boot == null) {
      throw Problem.refused("unit-away");
    }
    byte[] id = new byte[ID_BYTES];
    hub.random().nextBytes(id);
    // A unit tells the time by the hub's word, and that is the city's time.
    Instant now = hub.cityClock().get();
    String who = call.principal().who();
    var _ =
        hub.audit()
            .append(
                hub.clock().instant(),
                who,
                "order-unit",
                JsonText.object(
                    o -> o.put("unit", unit.id()).put("do", order.word()).put("force", force)));
    Orders.Given given =
        hub.fleet().orders().give(unit.id(), HexFormat.of().formatHex(id), boot, order, who, now);
    if (given == null) {
      throw Problem.unavailable("the hub has no connection to the broker");
    }
    return given;
  }

  private static boolean mayOrder(Principal principal) {
    return Operation.ORDER_UNIT.isAllowedTo(principal.roles());
  }

  /** The run of a unit that is there now, null if it is not. */
  private @Nullable String boot(Unit unit) {
    Fleet.Heard heard = hub.fleet().of(unit.id());
    HealthMessage health = heard == null ? null : heard.health();
    return health == null || !hub.fleet().isThere(unit.id()) ? null : health.boot();
  }

  private static Order order(JsonFields body) throws BadMessage {
    String word = body.text("do");
    return switch (word) {
      case "identify" ->
          new Order.Identify(whole(body, "seconds", 30, CommandMessage.LONGEST_IDENTIFY_S));
      case "reboot" ->
          new Order.Reboot(
              body.has("what")
                  ? body.word("what", CommandMessage.What::of)
                  : CommandMessage.What.AGENT);
      case "logs" ->
          new Order.Logs(
              whole(body, "lines", CommandMessage.MOST_LINES, CommandMessage.MOST_LINES));
      case "selftest" -> new Order.SelfTest();
      case "update" -> new Order.Update();
      default ->
          throw new BadMessage("$.do", "expected identify, reboot, logs, selftest or update");
    };
  }

  private static int whole(JsonFields body, String name, int otherwise, int most)
      throws BadMessage {
    Long number = body.wholeOrNull(name);
    if (number == null) {
      return otherwise;
    }
    if (number < 1 || number > most) {
      throw new BadMessage("$." + name, "expected 1 to " + most);
    }
    return number.intValue();
  }

  private static @Nullable String force(JsonFields body) throws BadMessage {
    String reason = body.textOrNull("force");
    if (reason == null || reason.isBlank()) {
      return null;
    }
    if (reason.strip().length() > LONGEST_REASON) {
      throw new BadMessage("$.force", "expected at most " + LONGEST_REASON + " letters");
    }
    return reason.strip();
  }

  /** Whether somebody sits at one of its seats, or one of its devices is in a call. */
  private boolean isBusy(Unit unit) {
    Seating state = hub.allocation().state();
    boolean taken =
        unit.readers().stream()
            .map(reader -> reader.name())
            .filter(ReaderName.AtSeat.class::isInstance)
            .map(name -> new SeatId(unit.office(), ((ReaderName.AtSeat) name).seat()))
            .anyMatch(seat -> state.seat(seat).claim() != null);
    Office office = state.city().office(unit.office());
    return taken
        || (office != null
            && hub.rooms().now().of(office).stream()
                .flatMap(room -> room.devices().stream())
                .anyMatch(
                    device ->
                        device.unit().equals(unit.id()) && device.state() == DeviceState.IN_CALL));
  }

  private Reply list() {
    return Reply.json(
        JsonText.array(hub.fleet().orders().list(), (given, o) -> write(given, false, o, zone())));
  }

  /** What an operator may not have asked for, a clerk does not read. */
  private Reply one(Call call) {
    Orders.Given given = hub.fleet().orders().of(call.path("command"));
    if (given == null) {
      throw Problem.notFound("there is no order of that id, or no more");
    }
    return Reply.json(written(given, mayOrder(call.principal())));
  }

  private byte[] written(Orders.Given given, boolean whole) {
    return JsonText.object(o -> write(given, whole, o, zone()));
  }

  private void write(Orders.Given given, boolean whole, JsonText o, ZoneId zone) {
    CommandResultMessage answer = given.answer();
    o.put("command", given.message().id()).put("unit", given.unit());
    o.put("do", given.message().order().word()).put("at", given.at(), zone);
    o.put("state", given.state(hub.cityClock().get()));
    o.put("reason", answer == null ? null : answer.reason());
    o.put("detail", answer == null ? null : answer.detail());
    List<CommandResultMessage.Check> checks = answer == null ? List.of() : answer.checks();
    o.array(
        "checks",
        checks,
        (check, c) ->
            c.put("part", check.part()).put("passed", check.passed()).put("words", check.words()));
    if (whole) {
      o.put("lines", answer == null ? List.of() : answer.lines());
      o.put("left_out", answer == null ? 0 : answer.leftOut());
    }
  }

  private ZoneId zone() {
    return hub.allocation().state().city().timeZone();
  }
}
