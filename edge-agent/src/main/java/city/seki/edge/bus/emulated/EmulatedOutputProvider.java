package city.seki.edge.bus.emulated;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;

/** Pi4J's provider of output pins on an {@link EmulatedBoard}. */
final class EmulatedOutputProvider extends DigitalOutputProviderBase {
  private final EmulatedBoard board;

  EmulatedOutputProvider(EmulatedBoard board) {
    super("seki-emulated-output", "Emulated output pins");
    this.board = board;
  }

  @Override
  public DigitalOutput create(DigitalOutputConfig config) {
    Pin pin = new Pin(this, config, board);
    context.registry().add(pin);
    return pin;
  }

  private static final class Pin extends DigitalOutputBase {
    private final EmulatedBoard board;

    Pin(EmulatedOutputProvider provider, DigitalOutputConfig config, EmulatedBoard board) {
      super(provider, config);
      this.board = board;
    }

    @Override
    public DigitalOutput state(DigitalState state) {
      board.drive(config.address(), state.isHigh());
      return super.state(state);
    }
  }
}
