package city.seki.hub.history;

import city.seki.config.model.City;
import city.seki.config.rules.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * What is made of the ledger in the history's file: a fold, kept in tables of its own. All calls
 * come from the one thread that writes the file. Everything between two commits of the follower is
 * one transaction, of all projections and the mark up to where the ledger was taken in; when one
 * fails, all of them are made anew from what is on disk. So nothing may be kept in memory only.
 */
public interface Projection {
  /**
   * How one is made.
   *
   * @param name of it, for ever
   * @param format one more each time when it makes something else of the same events: then all is
   *     made anew from the ledger
   */
  record Kind(String name, int format, Maker maker) {}

  /** Makes one that works on that connection. */
  @FunctionalInterface
  interface Maker {
    /** Makes its tables where they are not there ({@code CREATE TABLE IF NOT EXISTS}). */
    Projection on(Connection db) throws SQLException;
  }

  /**
   * The city as it is from that day on. Comes before the first event of a batch, each time; what
   * has to be known of the past is to be written down, for it stays when all is made anew.
   */
  void city(City city, LocalDate day) throws SQLException;

  void happened(Event event) throws SQLException;

  /** The end of a batch: what is not in the tables yet goes there. */
  void settle() throws SQLException;

  /** Forgets what came from the ledger, which will come again from its first event. */
  void clear() throws SQLException;

  /**
   * Work that nobody waits for, done when nothing else is to do: a transaction of its own.
   *
   * @return whether there is more of it
   */
  boolean tidy() throws SQLException;
}
