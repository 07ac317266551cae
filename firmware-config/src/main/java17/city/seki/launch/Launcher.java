package city.seki.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * First class of every Seki jar: starts the program where Java is new enough, else finds a JDK 25
 * and starts it there.
 *
 * <p>It is compiled for Java 17, the oldest that Maven itself may run on, so that {@code java -jar}
 * works with whatever {@code java} comes first on the PATH. The program that it starts then shares
 * its terminal, its exit code and its end: SIGTERM is passed on, and if this process is killed the
 * other one ends too.
 */
public final class Launcher {
  private static final int NEEDED = 25;
  private static final String PARENT = "seki.launcher.pid";

  private Launcher() {}

  /** Runs the class that the manifest names as {@code Seki-Main} with the same arguments. */
  public static void main(String[] args) throws Throwable {
    if (Runtime.version().feature() >= NEEDED) {
      endWithLauncher();
      runMain(args);
    } else {
      System.exit(runElsewhere(args));
    }
  }

  private static void runMain(String[] args) throws Throwable {
    String main;
    try (InputStream in = Launcher.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
      main = new Manifest(in).getMainAttributes().getValue(new Attributes.Name("Seki-Main"));
    }
    try {
      Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithLauncher() {
    Long pid = Long.getLong(PARENT);
    if (pid != null) {
      ProcessHandle.of(pid)
          .ifPresent(
              launcher -> {
                var unused = launcher.onExit().thenRun(() -> Runtime.getRuntime().halt(137));
              });
    }
  }

  private static int runElsewhere(String[] args) throws IOException, InterruptedException {
    Path java = findJava();
    if (java == null) {
      System.err.printf(
          "Seki needs Java %d; this is Java %d, and no JDK %d was found in SEKI_JAVA_HOME,"
              + " JAVA_HOME or %s.%nInstall one (Debian: openjdk-%d-jre-headless) or set"
              + " SEKI_JAVA_HOME to it.%n",
          NEEDED, Runtime.version().feature(), NEEDED, usualFolders(), NEEDED);
      return 1;
    }
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add(Launcher.class.getName());
    command.addAll(List.of(args));
    Process program = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  program.destroy();
                  // A program that takes SIGTERM for an ordinary end has the say over the exit
                  // code.
                  Runtime.getRuntime().halt(program.onExit().join().exitValue());
                }));
    return program.waitFor();
  }

  private static Path findJava() throws IOException {
    List<Path> homes = new ArrayList<>();
    for (String variable : List.of("SEKI_JAVA_HOME", "JAVA_HOME")) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        homes.add(Path.of(value));
      }
    }
    for (Path folder : usualFolders()) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
          found.forEach(homes::add);
        }
      }
    }
    for (Path home : homes) {
      Path java = home.resolve("bin" + File.separator + "java");
      if (Files.isExecutable(java) && feature(home) >= NEEDED) {
        return java;
      }
    }
    return null;
  }

  private static List<Path> usualFolders() {
    Path user = Path.of(System.getProperty("user.home"));
    return List.of(
        Path.of("/usr/lib/jvm"),
        Path.of("/opt"),
        Path.of("/opt/java"),
        user.resolve(".sdkman/candidates/java"),
        user.resolve(".jdks"));
  }

  /** The feature release that the {@code release} file of a JDK names, 0 where there is none. */
  private static int feature(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.\\-+]", 2)[0]);
  }
}
