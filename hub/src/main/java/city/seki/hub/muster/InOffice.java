package city.seki.hub.muster;

import city.seki.config.model.Text;
import java.util.List;

/**
 * Who is in one office.
 *
 * @param people by seat, as the city's file has the seats
 * @param rooms those that are not known to be empty
 * @param unclaimed seats at which somebody sits of whom no name is known
 * @param unknown seats without a claim of which nobody can say whether somebody sits there
 * @param news of every unit that stands there
 */
public record InOffice(
    String office,
    Text name,
    List<Present> people,
    List<InRoom> rooms,
    List<String> unclaimed,
    List<String> unknown,
    List<News> news) {
  public InOffice {
    people = List.copyOf(people);
    rooms = List.copyOf(rooms);
    unclaimed = List.copyOf(unclaimed);
    unknown = List.copyOf(unknown);
    news = List.copyOf(news);
  }

  /** How many are known to be there without a name, at least. */
  public long nameless() {
    return unclaimed.size() + rooms.stream().mapToLong(InRoom::atLeast).sum();
  }

  /** How many places nobody can say anything of. */
  public long unseen() {
    return unknown.size() + rooms.stream().filter(room -> !room.isTaken()).count();
  }

  /** Whether somebody has to be looked for there. */
  public boolean isEmpty() {
    return people.isEmpty() && nameless() == 0 && unseen() == 0;
  }
}
