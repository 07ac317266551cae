package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The codes that are stuck on seats, read by another program's reader. */
class SeatCodesTest {
  private static final Pattern CODE =
      Pattern.compile(
          "<svg[^>]*viewBox=\"0 0 (\\d+) \\d+\"><path d=\"([^\"]*)\"/></svg><b>([^<]*)");
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
  private static final int PIXELS = 4;

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> codes(Role role, String at) throws Exception {
    return hub.get(role, "/api/v1/offices/chuo/seat-codes?lang=en&at=" + at);
  }

  @Test
  void every_seat_has_a_code_that_leads_to_it() throws Exception {
    HttpResponse<String> page = codes(Role.FACILITIES, hub.base);
    assertEquals(200, page.statusCode(), page.body());
    List<String> read = new ArrayList<>();
    Matcher code = CODE.matcher(page.body());
    while (code.find()) {
      read.add(code.group(3) + " " + decoded(Integer.parseInt(code.group(1)), code.group(2)));
    }
    List<String> expected = new ArrayList<>();
    for (int seat = 1; seat <= 8; seat++) {
      expected.add("A-0%1$d %2$s/#seat/chuo/A-0%1$d".formatted(seat, hub.base));
    }
    assertEquals(expected, read);
  }

  private static String decoded(int size, String path) throws Exception {
    int width = size * PIXELS;
    int[] pixels = new int[width * width];
    Arrays.fill(pixels, 0xFFFFFF);
    Matcher module = MODULE.matcher(path);
    while (module.find()) {
      int left = Integer.parseInt(module.group(1)) * PIXELS;
      int top = Integer.parseInt(module.group(2)) * PIXELS;
      for (int y = top; y < top + PIXELS; y++) {
        Arrays.fill(pixels, y * width + left, y * width + left + PIXELS, 0);
      }
    }
    BinaryBitmap image =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels)));
    return new QRCodeReader()
        .decode(image, Map.of(DecodeHintType.PURE_BARCODE, Boolean.TRUE))
        .getText();
  }

  @Test
  void codes_lead_to_this_page_and_to_no_other() throws Exception {
    for (String elsewhere :
        List.of("https://evil.example", "ftp://x", hub.base + "/more", "", "%22")) {
      HttpResponse<String> refused = codes(Role.FACILITIES, elsewhere);
      assertEquals(400, refused.statusCode(), elsewhere);
      assertTrue(refused.body().contains("at: expected"), refused.body());
    }
    assertEquals(403, codes(Role.STAFF, hub.base).statusCode());
    assertEquals(
        404,
        hub.get(Role.FACILITIES, "/api/v1/offices/nowhere/seat-codes?at=" + hub.base).statusCode());
  }
}
