package city.seki.hub.utilisation;

import city.seki.config.model.DeviceId;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a day or a month as they are kept: four blocks for parts, seats, rooms and
 * devices, and blocks in these, so that a reader passes over what it is not asked for.
 */
final class UseBytes {
  private UseBytes() {}

  static byte[] of(UseSum sum) {
    Packed.Writer all = new Packed.Writer();
    Packed.Writer parts = new Packed.Writer();
    sum.parts().forEach((part, figures) -> write(part, figures, parts));
    all.block(parts.bytes());
    Map<String, Packed.Writer> offices = new TreeMap<>();
    sum.seats()
        .forEach(
            (seat, use) ->
                offices
                    .computeIfAbsent(seat.office(), o -> new Packed.Writer())
                    .name(seat.seat())
                    .name(use.zone())
                    .number(use.offered())
                    .number(use.claimed()));
    Packed.Writer seats = new Packed.Writer();
    offices.forEach((office, written) -> seats.name(office).block(written.bytes()));
    all.block(seats.bytes());
    Packed.Writer rooms = new Packed.Writer();
    sum.rooms().forEach((room, use) -> write(room, use, rooms));
    all.block(rooms.bytes());
    Packed.Writer devices = new Packed.Writer();
    sum.devices().forEach((device, use) -> write(device, use, devices));
    return all.block(devices.bytes()).bytes();
  }

  private static void write(Part part, UseSum.OfPart figures, Packed.Writer to) {
    SeatUse use = figures.use();
    to.name(part.office()).name(part.zone());
    Packed.Writer counts = new Packed.Writer().number(use.offered()).number(use.claimed());
    counts.number(use.outside()).number(use.claims()).number(use.reservations());
    counts.number(use.noShows()).number(use.unclaimedUses()).number(use.unclaimedMinutes());
    counts.number(use.conflicts()).number(use.autoClosed());
    write(use.peak(), counts);
    to.block(counts.bytes());
    Packed.Writer details = new Packed.Writer();
    for (int hour = 0; hour < UseSum.HOURS_OF_WEEK; hour++) {
      if (figures.offered(hour) != 0) { // where nothing is offered nothing is claimed
        details.number(hour + 1).number(figures.offered(hour)).number(figures.claimed(hour));
      }
    }
    details.number(0);
    figures
        .days()
        .forEach(
            (day, one) -> {
              details.number(day.toEpochDay()).number(one.offered()).number(one.claimed());
              write(one.peak(), details);
            });
    to.block(details.bytes());
  }

  private static void write(Peak peak, Packed.Writer to) {
    Instant at = peak.at();
    to.number(peak.claimed());
    if (at != null) {
      to.number(at.getEpochSecond() / 60);
    }
  }

  private static void write(RoomId room, RoomUse use, Packed.Writer to) {
    to.name(room.office()).name(room.room());
    to.number(use.open()).number(use.occupied()).number(use.unknown()).number(use.booked());
  }

  private static void write(DeviceId device, DeviceUse use, Packed.Writer to) {
    to.name(device.office()).name(device.device()).name(use.room());
    to.number(use.inCall()).number(use.onWhileEmpty()).number(use.faults());
    to.number(use.faultMinutes()).number(use.offlineMinutes());
  }

  /** Adds what is wanted of those bytes. */
  static void add(byte[] bytes, Wanted wanted, UseSum sum) {
    Packed.Reader all = new Packed.Reader(bytes);
    parts(all.block(), wanted, sum);
    seats(all.block(), wanted, sum);
    Packed.Reader rooms = all.block();
    while (rooms.hasMore()) {
      RoomId room = new RoomId(rooms.name(), rooms.name());
      RoomUse use = new RoomUse(rooms.number(), rooms.number(), rooms.number(), rooms.number());
      if (wanted.isOffice(room.office())) {
        sum.add(room, use);
      }
    }
    Packed.Reader devices = all.block();
    while (devices.hasMore()) {
      DeviceId device = new DeviceId(devices.name(), devices.name());
      DeviceUse use =
          new DeviceUse(
              devices.name(),
              devices.number(),
              devices.number(),
              devices.number(),
              devices.number(),
              devices.number());
      if (wanted.isOffice(device.office())) {
        sum.add(device, use);
      }
    }
  }

  private static void parts(Packed.Reader parts, Wanted wanted, UseSum sum) {
    while (parts.hasMore()) {
      Part part = new Part(parts.name(), parts.name());
      Packed.Reader counts = parts.block();
      Packed.Reader details = parts.block();
      if (wanted.hasUse(part)) {
        sum.part(part).add(use(counts));
      }
      if (wanted.hasDays(part)) {
        details(details, sum.part(part));
      }
    }
  }

  private static SeatUse use(Packed.Reader from) {
    long offered = from.number();
    long claimed = from.number();
    long outside = from.number();
    long claims = from.number();
    long reservations = from.number();
    long noShows = from.number();
    long unclaimedUses = from.number();
    long unclaimedMinutes = from.number();
    long conflicts = from.number();
    long autoClosed = from.number();
    return new SeatUse(
        offered,
        claimed,
        outside,
        peak(from),
        claims,
        reservations,
        noShows,
        unclaimedUses,
        unclaimedMinutes,
        conflicts,
        autoClosed);
  }

  private static void details(Packed.Reader from, UseSum.OfPart to) {
    for (int hour = from.count(); hour != 0; hour = from.count()) {
      to.add(hour - 1, from.number(), from.number());
    }
    while (from.hasMore()) {
      LocalDate day = LocalDate.ofEpochDay(from.number());
      to.days().put(day, new UseSum.OneDay(from.number(), from.number(), peak(from)));
    }
  }

  private static Peak peak(Packed.Reader from) {
    int claimed = from.count();
    return claimed == 0 ? Peak.NONE : new Peak(claimed, Instant.ofEpochSecond(60 * from.number()));
  }

  private static void seats(Packed.Reader seats, Wanted wanted, UseSum sum) {
    while (seats.hasMore()) {
      String office = seats.name();
      Packed.Reader ofOffice = seats.block();
      while (wanted.hasSeats(office) && ofOffice.hasMore()) {
        SeatId seat = new SeatId(office, ofOffice.name());
        sum.add(seat, new DayUse.OfSeat(ofOffice.name(), ofOffice.number(), ofOffice.number()));
      }
    }
  }
}
