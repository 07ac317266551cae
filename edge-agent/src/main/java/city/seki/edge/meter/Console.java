package city.seki.edge.meter;

import java.io.InputStream;
import java.io.PrintStream;

/** The three standard streams of a meter: {@code out} carries nothing but its lines. */
public record Console(InputStream in, PrintStream out, PrintStream err) {}
