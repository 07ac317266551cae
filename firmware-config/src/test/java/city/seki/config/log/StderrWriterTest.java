package city.seki.config.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylog.Level;

class StderrWriterTest {
  @Test
  void every_line_of_an_entry_has_the_priority_of_the_journal() {
    assertEquals(
        "<3>it broke\n<3>\tat somewhere\n",
        StderrWriter.prioritised(Level.ERROR, "it broke\n\tat somewhere\n"));
    assertEquals("<4>w\n", StderrWriter.prioritised(Level.WARN, "w\n"));
    assertEquals("<6>i\n", StderrWriter.prioritised(Level.INFO, "i\n"));
  }

  @Test
  void journal_is_known_by_the_stream_that_systemd_names(@TempDir Path dir) throws IOException {
    Path stream = Files.createFile(dir.resolve("stream"));
    String name =
        Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
    assertTrue(StderrWriter.isJournal(name, stream));
    assertFalse(StderrWriter.isJournal(name, Files.createFile(dir.resolve("redirected"))));
    assertFalse(StderrWriter.isJournal(null, stream));
    assertFalse(StderrWriter.isJournal(name, dir.resolve("missing")));
  }
}
