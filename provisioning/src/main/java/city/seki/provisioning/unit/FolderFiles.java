package city.seki.provisioning.unit;

import java.io.IOException;
import java.util.Optional;

/**
 * The files of one folder. Each call but {@link #read} has happened as a whole or not at all, and
 * once it has returned a power cut does not undo it.
 */
interface FolderFiles {
  /** The text; empty if there is no such file. */
  Optional<String> read(String name) throws IOException;

  /** Replaces it; only its owner may read it. */
  void write(String name, String text) throws IOException;

  /** Gives it another name, over a file that has it. */
  void move(String from, String to) throws IOException;

  /** Nothing, if it is not there. */
  void delete(String name) throws IOException;

  /** For messages: where that file is. */
  String place(String name);
}
