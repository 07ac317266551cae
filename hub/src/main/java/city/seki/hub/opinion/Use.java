package city.seki.hub.opinion;

import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import java.time.LocalDate;

/**
 * A use that somebody may be asked about.
 *
 * @param half the half of the day in which it began: {@link Slot#AM} or {@link Slot#PM}
 */
public record Use(SeatId seat, String zone, LocalDate day, Slot half) {}
