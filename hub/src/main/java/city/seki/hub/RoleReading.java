package city.seki.hub;

import city.seki.hub.access.Role;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a role. */
final class RoleReading implements ITypeConverter<Role> {
  @Override
  public Role convert(String word) {
    try {
      return Role.of(word);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
