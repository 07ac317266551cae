package city.seki.edge.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** What a hub outside of the machine shows to everybody, asked by its API. */
record HubApi(String address, String token) {
  private static final int PATIENCE_MS = 20_000;

  /** The JSON of a resource below {@code /api/v1/}. */
  String get(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address + "/api/v1/" + path).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  boolean shows(String path, String text) throws IOException {
    return get(path).contains(text);
  }
}
