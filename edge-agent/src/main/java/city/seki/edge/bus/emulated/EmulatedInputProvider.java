package city.seki.edge.bus.emulated;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.PullResistance;

/** Pi4J's provider of input pins on an {@link EmulatedBoard}. */
final class EmulatedInputProvider extends DigitalInputProviderBase {
  private final EmulatedBoard board;

  EmulatedInputProvider(EmulatedBoard board) {
    super("seki-emulated-input", "Emulated input pins");
    this.board = board;
  }

  @Override
  public DigitalInput create(DigitalInputConfig config) {
    Pin pin = new Pin(this, config, board);
    context.registry().add(pin);
    return pin;
  }

  /** One open pin; as with gpiod, only a level other than the last one is told. */
  static final class Pin extends DigitalInputBase {
    private final EmulatedBoard board;
    private boolean last;

    Pin(EmulatedInputProvider provider, DigitalInputConfig config, EmulatedBoard board) {
      super(provider, config);
      this.board = board;
    }

    @Override
    public DigitalInput initialize(Context context) throws InitializeException {
      last = high();
      board.listen(config.address(), this);
      return super.initialize(context);
    }

    @Override
    public DigitalInput shutdown(Context context) throws ShutdownException {
      board.leave(config.address(), this);
      return super.shutdown(context);
    }

    @Override
    public DigitalState state() {
      return DigitalState.getState(high());
    }

    private boolean high() {
      return board.input(config.address(), config.pull() == PullResistance.PULL_UP);
    }

    synchronized void tell() {
      boolean now = high();
      if (now != last) {
        last = now;
        dispatch(new DigitalStateChangeEvent<DigitalInput>(this, DigitalState.getState(now)));
      }
    }
  }
}
