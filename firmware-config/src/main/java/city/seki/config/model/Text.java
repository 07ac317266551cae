package city.seki.config.model;

/** Words for people, in both languages of the pages. */
public record Text(String ja, String en) {}
