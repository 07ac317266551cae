package city.seki.edge.update;

import city.seki.config.bundle.BundleManifest;
import city.seki.config.wire.Sha256;

/**
 * How far a version has come in the slot that is not current.
 *
 * @param bundle names the whole bundle
 * @param headLength where in the bundle the payload begins
 * @param have bytes of the payload that are there and checked: whole pieces
 * @param installed whether it could be started
 */
record Stage(Sha256 bundle, BundleManifest manifest, int headLength, long have, boolean installed) {
  boolean isWhole() {
    return have == manifest.size();
  }

  /** Number of the piece that is missing next. */
  int nextPiece() {
    return (int) (have / BundleManifest.PIECE);
  }

  Stage withHave(long bytes) {
    return new Stage(bundle, manifest, headLength, bytes, installed);
  }

  Stage asInstalled() {
    return new Stage(bundle, manifest, headLength, have, true);
  }
}
