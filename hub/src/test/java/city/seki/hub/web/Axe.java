package city.seki.hub.web;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import tools.jackson.databind.JsonNode;

/** Looks by the rules of axe-core at what a browser shows: WCAG 2.2 up to AA, and good practice. */
public final class Axe {
  private static final String ALL =
      """
      { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }""";

  private static final String LOOK =
      """
      { type: "rule", values: ["color-contrast", "link-in-text-block", "target-size"] }""";

  private final String program;

  private Axe(String program) {
    this.program = program;
  }

  /** From npm; see {@link Npm#modules}. */
  public static Axe installed() throws IOException {
    return new Axe(Files.readString(Npm.modules("axe-core").resolve("axe-core/axe.min.js")));
  }

  /**
   * Everything that a rule is against.
   *
   * @param part selector of what is looked at, {@code html} for all
   */
  public List<String> violations(Chromium browser, String part) {
    return run(browser, part, ALL);
  }

  /** The same by the rules alone that depend on colours and sizes, not on words or structure. */
  public List<String> violationsOfLook(Chromium browser, String part) {
    return run(browser, part, LOOK);
  }

  private List<String> run(Chromium browser, String part, String rules) {
    if (!browser.evaluate("'axe' in window").asBoolean()) {
      browser.evaluate(program + "\n;0"); // the page's policy is for what the page itself loads
    }
    JsonNode found =
        browser.evaluate(
            """
            axe.run("%s", { runOnly: %s, resultTypes: ["violations"], preload: false }).then(({ violations }) =>
              violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, any, all, none }) =>
                `${id} (${help}): ${target.join(" ")} ${html.slice(0, 160)} ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`)))
            """
                .formatted(part, rules));
    Assertions.assertTrue(found.isArray(), "axe-core did not run: " + found);
    List<String> lines = new ArrayList<>();
    found.forEach(line -> lines.add(line.asString()));
    return lines;
  }
}
