package city.seki.edge;

import city.seki.config.link.Arrived;
import city.seki.config.model.ReaderName;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Onlooker;
import city.seki.edge.agent.Said;
import city.seki.edge.light.Signal;
import city.seki.edge.survey.RoomsNow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what the unit knows to whatever shows it: labels, the display at its kiosk, the survey. */
final class Showing implements Onlooker {
  private final @Nullable CoapRuntime labels;
  private final @Nullable KioskRuntime kiosk;
  private volatile Consumer<FloorNow> further = floor -> {};

  Showing(@Nullable CoapRuntime labels, @Nullable KioskRuntime kiosk) {
    this.labels = labels;
    this.kiosk = kiosk;
  }

  /** From now on that is told of the floor, too. */
  void tells(Consumer<FloorNow> whom) {
    further = whom;
  }

  @Override
  public void floor(FloorNow floor) {
    if (labels != null) {
      labels.told(floor);
    }
    if (kiosk != null) {
      kiosk.told(floor);
    }
    further.accept(floor);
  }

  /** The rooms are so now. Any thread; returns at once. */
  void rooms(RoomsNow rooms) {
    if (labels != null) {
      labels.told(rooms);
    }
    if (kiosk != null) {
      kiosk.told(rooms);
    }
  }

  @Override
  public void said(ReaderName.Kiosk name, Said said) {
    if (kiosk != null) {
      kiosk.said(said);
    }
  }

  @Override
  public void rests(ReaderName.Kiosk name, Signal signal) {
    if (kiosk != null) {
      kiosk.rests(name, signal);
    }
  }

  /** What the hub publishes for all and is wanted here. */
  List<String> topics() {
    return kiosk == null ? List.of() : kiosk.topics();
  }

  /** The hub published that. Any thread; returns at once. */
  void published(Arrived message) {
    if (kiosk != null) {
      kiosk.published(message.topic(), message.payload());
    }
  }
}
