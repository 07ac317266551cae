package city.seki.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedCodeTest {
  @TempDir private Path folder;

  @Test
  void a_library_unpacks_once_and_nothing_of_it_stays() throws IOException {
    String property = "seki.test.once";
    System.setProperty(property, folder.toString());
    AtomicInteger times = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      UnpackedCode.load(
          "it",
          property,
          () -> {
            Path own = Path.of(System.getProperty(property));
            assertEquals(folder, own.getParent());
            Files.writeString(own.resolve("code.so"), "code");
            times.incrementAndGet();
          });
    }
    assertEquals(1, times.get());
    assertEquals(folder.toString(), System.getProperty(property));
    assertIsEmpty();
  }

  @Test
  void what_fails_is_told_with_the_remedy_and_tried_again() throws IOException {
    String property = "seki.test.again";
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                UnpackedCode.load(
                    "it",
                    property,
                    () -> {
                      throw new IllegalStateException("no room");
                    }));
    String said = String.valueOf(failure.getMessage());
    assertTrue(said.contains("no room"), said);
    assertTrue(said.contains("-Djava.io.tmpdir"), said);
    assertNull(System.getProperty(property));

    AtomicInteger times = new AtomicInteger();
    UnpackedCode.load("it", property, times::incrementAndGet);
    assertEquals(1, times.get());
  }

  private void assertIsEmpty() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }
}
