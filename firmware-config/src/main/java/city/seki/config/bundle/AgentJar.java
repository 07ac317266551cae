package city.seki.config.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's jar says of itself.
 *
 * @param data the formats of the data that it keeps, by their name
 */
public record AgentJar(SoftwareVersion version, SortedMap<String, DataFormat> data) {
  /** Lines {@code NAME = READS WRITES}, one for each kind of data; written by hand, tested. */
  public static final String DATA = "META-INF/seki-data.properties";

  private static final String MAIN = "city.seki.edge.EdgeMain";
  private static final Pattern FORMAT = Pattern.compile("([1-9][0-9]{0,5}) ([1-9][0-9]{0,5})");

  /**
   * @throws IOException with the reason, if it is no agent's jar
   */
  public static AgentJar read(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      ZipEntry data = file.getEntry(DATA);
      if (!MAIN.equals(main.getValue("Seki-Main")) || version == null || data == null) {
        throw new FileSystemException(
            jar.toString(), null, "is no seki-edge.jar: it does not say which version it is");
      }
      try (InputStream in = file.getInputStream(data)) {
        return new AgentJar(SoftwareVersion.parse(version), data(in));
      }
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(jar.toString(), null, e.getMessage());
    }
  }

  /**
   * The formats of the program that runs.
   *
   * @throws IllegalStateException if they are not in it: it was built wrongly
   */
  public static SortedMap<String, DataFormat> ofThisProgram() {
    try (@Nullable InputStream in = AgentJar.class.getResourceAsStream("/" + DATA)) {
      if (in == null) {
        throw new IllegalStateException(DATA + " is missing");
      }
      return data(in);
    } catch (IOException e) {
      throw new IllegalStateException(DATA + " cannot be read", e);
    }
  }

  private static SortedMap<String, DataFormat> data(InputStream in) throws IOException {
    Properties lines = new Properties();
    lines.load(new InputStreamReader(in, UTF_8));
    SortedMap<String, DataFormat> data = new TreeMap<>();
    for (Map.Entry<Object, Object> line : lines.entrySet()) {
      Matcher format = FORMAT.matcher(line.getValue().toString().strip());
      if (!format.matches()) {
        throw new IllegalArgumentException(
            DATA + ": expected 'NAME = READS WRITES', found " + line);
      }
      data.put(
          line.getKey().toString(),
          new DataFormat(Integer.parseInt(format.group(1)), Integer.parseInt(format.group(2))));
    }
    return data;
  }
}
