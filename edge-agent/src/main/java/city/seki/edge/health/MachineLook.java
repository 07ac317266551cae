package city.seki.edge.health;

import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Looks how a machine is. Reads some twenty small files and asks the file system; a disk that hangs
 * may hold it up for long, so it is not for a thread that has to answer somebody. Thread-safe.
 */
public final class MachineLook implements Supplier<MachineHealth> {
  private final MachineFiles files;
  private final Path data;
  private final Space space;
  private final Heap heap;

  /** How much room there is, in bytes. */
  public interface Space {
    Room look() throws IOException;

    /** That of the file system that holds the folder. */
    static Space of(Path folder) {
      return () -> {
        FileStore store = Files.getFileStore(folder);
        return new Room(store.getTotalSpace(), store.getUsableSpace());
      };
    }
  }

  public record Room(long total, long free) {}

  /** What the agent's own heap takes, and may take, in bytes. */
  public interface Heap {
    long used();

    long most();

    /** That of this process. */
    static Heap ofThisProcess() {
      Runtime runtime = Runtime.getRuntime();
      return new Heap() {
        @Override
        public long used() {
          return runtime.totalMemory() - runtime.freeMemory();
        }

        @Override
        public long most() {
          return runtime.maxMemory();
        }
      };
    }
  }

  /**
   * @param data the unit's folder, by its absolute path
   */
  public MachineLook(MachineFiles files, Path data, Space space, Heap heap) {
    this.files = files;
    this.data = data;
    this.space = space;
    this.heap = heap;
  }

  /** At this machine, whose journal lies in that folder. */
  public static MachineLook atThisMachine(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    return new MachineLook(
        MachineFiles.below(Path.of("/")), folder, Space.of(folder), Heap.ofThisProcess());
  }

  @Override
  public MachineHealth get() {
    Findings found = new Findings();
    Processor processor = new Processor(files);
    found.note(Trait.MODEL, processor.model());
    found.note(Vital.TEMPERATURE_C, processor.temperature());
    found.note(Vital.MACHINE_UPTIME_S, processor.uptime());
    found.note(Vital.LOAD_PERCENT, processor.load());
    found.note(Strains.of(files));
    found.note(Vital.WIFI_SIGNAL_DBM, new Radio(files).signal());
    memory(found);
    disk(found);
    return found.health();
  }

  private void memory(Findings found) {
    Memory memory = new Memory(files);
    found.note(Vital.MEMORY_TOTAL_BYTES, memory.total());
    found.note(Vital.MEMORY_AVAILABLE_BYTES, memory.available());
    found.note(Vital.PROCESS_RESIDENT_BYTES, memory.resident());
    found.note(Vital.HEAP_USED_BYTES, new Finding.Known<>((double) heap.used()));
    found.note(Vital.HEAP_MOST_BYTES, new Finding.Known<>((double) heap.most()));
  }

  private void disk(Findings found) {
    Finding<Room> room = Finding.of(space::look);
    found.note(Vital.DISK_TOTAL_BYTES, room.then(r -> new Finding.Known<>((double) r.total())));
    found.note(Vital.DISK_FREE_BYTES, room.then(r -> new Finding.Known<>((double) r.free())));
    Disk disk = Disk.below(data, files);
    found.note(Trait.DISK_KIND, disk.kind());
    found.note(Trait.DISK_RESERVE, disk.reserve());
    found.note(Vital.DISK_WRITTEN_BYTES, disk.written());
    found.note(Vital.DISK_WEAR_PERCENT, disk.wear());
  }
}
