package city.seki.edge.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Text;
import city.seki.config.rules.SeatView;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a label or a sign at a door shows: a state, and nobody's name. */
public sealed interface Label {
  /**
   * A seat.
   *
   * @param office of the seat
   * @param network the zone that it reaches
   * @param at since when the label shows this
   * @param clock the office's time zone
   */
  record OfSeat(String office, String seat, String network, SeatView view, Instant at, ZoneId clock)
      implements Label {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    @Override
    public byte[] json() {
      return JsonText.object(
          o ->
              o.put("v", 1)
                  .put("office", office)
                  .put("seat", seat)
                  .put("zone", network)
                  .put("state", view.state().word())
                  .put("since", view.since(), clock)
                  .put("until", view.until(), clock)
                  .put("source", view.source().word())
                  .put("confidence", view.confidence())
                  .put("at", at, clock)
                  .put("text", words()));
    }

    @Override
    public byte[] lines() {
      Instant until = view.until();
      String hour = until == null ? "-" : HOUR.format(until.atZone(clock));
      return Label.lines(view.state().word(), hour, words());
    }

    @Override
    public boolean saysSame(@Nullable Label before) {
      return before instanceof OfSeat seat
          && office.equals(seat.office)
          && network.equals(seat.network)
          && clock.equals(seat.clock)
          && (view.equals(seat.view) || (isUnknown() && seat.isUnknown()));
    }

    private boolean isUnknown() {
      return view.state() == SeatView.State.UNKNOWN;
    }

    /** The words of the floor page. */
    private Text words() {
      return switch (view.state()) {
        case FREE -> new Text("空き", "Free");
        case CLAIMED -> new Text("使用中", "In use");
        case RESERVED -> new Text("予約", "Reserved");
        case UNCLAIMED_USE -> new Text("タッチなし使用", "Used without tap");
        case OUT_OF_SERVICE -> new Text("使用停止", "Out of service");
        case UNKNOWN -> new Text("不明", "Unknown");
      };
    }
  }

  /**
   * A room, as its unit sees it: it knows no bookings, so an empty room is called that and not
   * free.
   *
   * @param people how many, null where nobody counts them
   * @param since when the occupancy became that; null if it has always been so
   * @param confidence 0 to 1, when the label came to show this
   * @param devices those of the room that this unit looks after
   * @param at since when the label shows this
   * @param clock the office's time zone
   */
  record OfRoom(
      String office,
      String room,
      Occupancy occupancy,
      @Nullable Integer people,
      @Nullable Instant since,
      double confidence,
      List<Device> devices,
      Instant at,
      ZoneId clock)
      implements Label {
    /** A device by its name within the office. */
    public record Device(String device, DeviceState state) {}

    public OfRoom {
      devices = List.copyOf(devices);
    }

    @Override
    public byte[] json() {
      return JsonText.object(
          o ->
              o.put("v", 1)
                  .put("office", office)
                  .put("room", room)
                  .put("state", occupancy.word())
                  .put("since", since, clock)
                  .put("people", people == null ? null : Long.valueOf(people))
                  .put("confidence", confidence)
                  .array(
                      "devices",
                      devices,
                      (it, d) -> d.put("device", it.device()).put("state", it.state().word()))
                  .put("at", at, clock)
                  .put("text", words()));
    }

    @Override
    public byte[] lines() {
      return Label.lines(occupancy.word(), "-", words());
    }

    /** Confidence changes from second to second and is no reason to wake a battery. */
    @Override
    public boolean saysSame(@Nullable Label before) {
      return before instanceof OfRoom that
          && office.equals(that.office)
          && occupancy == that.occupancy
          && Objects.equals(people, that.people)
          && devices.equals(that.devices)
          && clock.equals(that.clock);
    }

    /** Whoever stands at the door wants to know of a call first. */
    private Text words() {
      if (devices.stream().anyMatch(it -> it.state() == DeviceState.IN_CALL)) {
        return new Text("通話中", "In call");
      }
      return switch (occupancy) {
        case OCCUPIED -> new Text("使用中", "In use");
        case VACANT -> new Text("無人", "Nobody here");
        case UNKNOWN -> new Text("不明", "Unknown");
      };
    }
  }

  /**
   * As the retained topic of the seat says it ({@code schema/v1/office-seat.schema.json}), or that
   * of the room as far as a unit knows it, and the words.
   */
  byte[] json();

  /**
   * Four lines for a label that can do no more than print: state, until when ({@code HH:mm} in the
   * office, or {@code -}), and the words in Japanese and English.
   */
  byte[] lines();

  /** Whether a label that shows {@code before} may stay as it is. */
  boolean saysSame(@Nullable Label before);

  private static byte[] lines(String state, String hour, Text words) {
    return String.join("\n", state, hour, words.ja(), words.en(), "").getBytes(UTF_8);
  }
}
