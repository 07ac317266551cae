package city.seki.hub;

/** Who works at the command line, as the audit log names them. */
final class SystemUser {
  private SystemUser() {}

  static String name() {
    return "cli:" + System.getProperty("user.name");
  }
}
