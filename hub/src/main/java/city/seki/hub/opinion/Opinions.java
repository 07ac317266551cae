package city.seki.hub.opinion;

/** Who may still be asked, and what was answered. */
public record Opinions(LastUses uses, OpinionStore store) {}
