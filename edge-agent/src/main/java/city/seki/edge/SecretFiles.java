package city.seki.edge;

import city.seki.config.model.FelicaMac;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.edge.av.Secret;
import city.seki.edge.card.felica.MasterKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The secrets beside a unit's identity, a file each: named after the device or the sensor of the
 * network that it is for, or {@code label-} and the name of a label or sign; {@value #FELICA_KEY}
 * is the master key of the FeliCa cards. One that cannot be read is told, and missed by its device
 * alone; a unit without a key that its readers need does not start.
 *
 * @param ofDevices by the names of devices and sensors
 * @param ofLabels by the names of labels: a label is known by its key, no file of the city has it
 */
record SecretFiles(Map<String, Secret> ofDevices, Map<String, Secret> ofLabels) {
  private static final String LABEL = "label-";
  private static final String FELICA_KEY = "felica-master-key";

  SecretFiles {
    ofDevices = Map.copyOf(ofDevices);
    ofLabels = Map.copyOf(ofLabels);
  }

  /**
   * @param folder may be missing
   */
  static SecretFiles read(Path folder, Unit unit) {
    Set<String> devices = devices(unit);
    Map<String, Secret> ofDevices = new TreeMap<>();
    for (String name : devices) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        read(file, name, ofDevices);
      }
    }
    return new SecretFiles(
        ofDevices, Files.isDirectory(folder) ? labels(folder, devices) : Map.of());
  }

  /**
   * The master key of the FeliCa cards, null for a unit that needs none.
   *
   * @throws IllegalArgumentException with the remedy, if its readers need one that is not there or
   *     cannot be used
   */
  static @Nullable MasterKey felicaKey(UnitSetup setup) {
    List<Wiring> asking =
        setup.unit().readers().stream()
            .filter(reader -> reader.felicaMac() != FelicaMac.OFF)
            .toList();
    if (asking.isEmpty()) {
      return null;
    }
    Secret secret = setup.secrets().apply(FELICA_KEY);
    if (secret == null) {
      throw new IllegalArgumentException(
          "%s has felica_mac: %s, and there is no file secrets/%s: write the master key of the cards there, 48 hexadecimal digits, mode 0600"
              .formatted(
                  asking.getFirst().name(), asking.getFirst().felicaMac().word(), FELICA_KEY));
    }
    return MasterKey.parse(secret.password());
  }

  private static Set<String> devices(Unit unit) {
    Set<String> names = new LinkedHashSet<>();
    if (unit.readers().stream().anyMatch(reader -> reader.felicaMac() != FelicaMac.OFF)) {
      names.add(FELICA_KEY);
    }
    unit.devices().forEach(device -> names.add(device.id()));
    unit.sensors().stream()
        .map(SensorWiring::device)
        .filter(device -> device.startsWith(SurveyRuntime.NETWORK))
        .forEach(device -> names.add(device.substring(SurveyRuntime.NETWORK.length())));
    return names;
  }

  /**
   * @param devices whose own files may begin like those of labels
   */
  private static Map<String, Secret> labels(Path folder, Set<String> devices) {
    Map<String, Secret> labels = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LABEL + "*")) {
      for (Path file : files) {
        String secret = file.getFileName().toString();
        if (!devices.contains(secret)) {
          read(file, secret.substring(LABEL.length()), labels);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      Logger.error("the keys of labels in {} cannot be listed: {}", folder, e.toString());
    }
    return labels;
  }

  private static void read(Path file, String name, Map<String, Secret> into) {
    try {
      into.put(name, Secret.read(file));
    } catch (IOException e) {
      Logger.error("secret of {}: {}", name, e.getMessage());
    }
  }
}
