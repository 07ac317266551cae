package city.seki.edge.bus.emulated;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Pi4J's provider of I2C on an {@link EmulatedBoard}. */
final class EmulatedI2cProvider extends I2CProviderBase {
  /** One bus: its transfers exclude each other, as on the wire. */
  static final class Bus extends I2CBusBase {
    Bus(I2CConfig config) {
      super(config);
    }

    @Override
    public <R> R execute(I2C i2c, Callable<R> action) {
      return _execute(i2c, action);
    }
  }

  private final EmulatedBoard board;
  private final Map<Integer, Bus> buses = new ConcurrentHashMap<>();

  EmulatedI2cProvider(EmulatedBoard board) {
    super("seki-emulated-i2c", "Emulated I2C");
    this.board = board;
  }

  @Override
  public I2C create(I2CConfig config) {
    Bus bus = buses.computeIfAbsent(config.bus(), _ -> new Bus(config));
    EmulatedI2c device = new EmulatedI2c(this, config, bus, board);
    context.registry().add(device);
    return device;
  }
}
