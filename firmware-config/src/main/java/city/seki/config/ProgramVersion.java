package city.seki.config;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code --version} prints: the program's name and the version in its jar's manifest. */
public final class ProgramVersion implements IVersionProvider {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public String[] getVersion() {
    String name = spec == null ? "seki" : spec.root().name();
    return new String[] {name + " " + number()};
  }

  /** The version alone. */
  public static String number() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }
}
