package city.seki.hub.oidc;

import org.jspecify.annotations.Nullable;

/** Why the directory signs somebody not in; the message is for the hub's log, without persons. */
final class SignInFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final DirectoryFailure failure;

  SignInFailed(DirectoryFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  SignInFailed(DirectoryFailure failure, String message) {
    this(failure, message, null);
  }

  DirectoryFailure failure() {
    return failure;
  }
}
