package city.seki.hub.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page and the description of the API: files in the jar, for everybody. What they show comes
 * from routes that ask for a sign-in.
 */
final class WebFiles {
  private static final String WEB = "/city/seki/hub/web/";
  private static final String API = "/city/seki/hub/http/openapi.json";

  /** What others wrote and the page loads; the version is that of the parent's pom.xml. */
  private static final Map<String, String> LIBRARIES =
      Map.of("echarts.js", "/META-INF/resources/webjars/echarts/5.5.0/echarts.esm.min.js");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*(?:\\.[a-z0-9]+)+");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  private record WebFile(Reply whole, String tag) {}

  /** Only files that are there: no request can make it grow. */
  private final Map<String, WebFile> files = new ConcurrentHashMap<>();

  List<Route> routes() {
    return List.of(
        new Route("GET", "/", null, call -> reply(WEB + "index.html", call)),
        new Route("GET", "/web/{file}", null, call -> reply(path(name(call)), call)),
        new Route("GET", "/api/openapi.json", null, call -> reply(API, call)));
  }

  private static String path(String name) {
    return LIBRARIES.getOrDefault(name, WEB + name);
  }

  private static String name(Call call) {
    String name = call.path("file");
    if (!NAME.matcher(name).matches()) {
      throw Problem.notFound("there is no file of that name");
    }
    return name;
  }

  private Reply reply(String path, Call call) {
    WebFile file = file(path);
    if (file == null) {
      throw Problem.notFound("there is no file of that name");
    }
    String known = call.header("If-None-Match");
    Reply reply =
        known != null && Arrays.asList(known.split("\\s*,\\s*")).contains(file.tag())
            ? new Reply(304, null, new byte[0], Map.of(), null)
            : file.whole();
    return reply.with("ETag", file.tag()).with("Cache-Control", "no-cache");
  }

  private @Nullable WebFile file(String path) {
    WebFile known = files.get(path);
    if (known != null) {
      return known;
    }
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    try (InputStream in = WebFiles.class.getResourceAsStream(path)) {
      if (in == null || type == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      WebFile file = new WebFile(Reply.of(200, type, bytes), tag(bytes));
      files.put(path, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + path + " of the jar cannot be read", e);
    }
  }

  /** Weak, since the same file may be sent compressed. */
  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
