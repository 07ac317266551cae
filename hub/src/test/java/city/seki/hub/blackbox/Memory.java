package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a running JVM has in its memory, as whoever may look into it sees it. */
final class Memory {
  private final long pid;
  private final Path folder;

  /**
   * @param folder where dumps are written to; they are deleted once they were read
   */
  Memory(long pid, Path folder) {
    this.pid = pid;
    this.folder = folder;
  }

  /**
   * All objects of its heap after a collection, also those that nobody holds any more, and what its
   * threads do.
   */
  byte[] dump() throws IOException, InterruptedException {
    tell("GC.run");
    Path heap = folder.resolve("heap-" + pid + ".hprof");
    tell("GC.heap_dump", "-all", heap.toString());
    byte[] objects = Files.readAllBytes(heap);
    if (System.getProperty("keep") != null)
      Files.copy(
          heap,
          Path.of(System.getProperty("keep"), heap.getFileName().toString()),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.delete(heap);
    assertTrue(objects.length > 1_000_000, "a heap of " + objects.length + " bytes");
    byte[] threads = tell("Thread.print", "-l", "-e").getBytes(UTF_8);
    byte[] all = new byte[objects.length + threads.length];
    System.arraycopy(objects, 0, all, 0, objects.length);
    System.arraycopy(threads, 0, all, objects.length, threads.length);
    return all;
  }

  private String tell(String... order) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(order));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
