package city.seki.hub.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One provider as its discovery document describes it, and its keys. Safe for all threads. */
final class Provider {
  /** Signatures that are believed: never {@code none}, never one made with a shared secret. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** By which clocks of hub and provider may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final DirectorySettings settings;
  private final OIDCProviderMetadata metadata;
  private final ProviderHttp http;
  private final IDTokenValidator validator;

  private Provider(DirectorySettings settings, OIDCProviderMetadata metadata, ProviderHttp http)
      throws IOException {
    this.settings = settings;
    this.metadata = metadata;
    this.http = http;
    // A key that is not known is asked for again, at most every half minute: keys may change.
    var keys =
        JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), http)
            .refreshAheadCache(false)
            .build();
    this.validator =
        new IDTokenValidator(
            metadata.getIssuer(),
            new ClientID(settings.clientId()),
            new JWSVerificationKeySelector<SecurityContext>(SIGNATURES, keys),
            null);
    validator.setMaxClockSkew(Math.toIntExact(SKEW.toSeconds()));
  }

  /**
   * Asks for the discovery document.
   *
   * @throws IOException if it is not to be had, not of that issuer, or says too little
   */
  static Provider discover(DirectorySettings settings, ProviderHttp http) throws IOException {
    try {
      Issuer issuer = new Issuer(settings.issuer());
      HTTPRequest request =
          new HTTPRequest(HTTPRequest.Method.GET, OIDCProviderMetadata.resolveURL(issuer));
      HTTPResponse answer = request.send(http);
      answer.ensureStatusCode(200);
      OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBody());
      if (!metadata.getIssuer().equals(issuer)) {
        throw new IOException("it calls itself " + metadata.getIssuer());
      }
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw new IOException("its description lacks an endpoint or its keys");
      }
      return new Provider(settings, metadata, http);
    } catch (GeneralException e) {
      throw new IOException("its description is not understood: " + e.getMessage(), e);
    }
  }

  /** Whether its answers say from whom they are (RFC 9207). */
  boolean namesItself() {
    return metadata.supportsAuthorizationResponseIssuerParam();
  }

  /** Where a browser goes to sign in. */
  URI authorization(Flow flow) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            Scope.parse(settings.scopes()),
            new ClientID(settings.clientId()),
            settings.callback())
        .endpointURI(metadata.getAuthorizationEndpointURI())
        .state(flow.state())
        .nonce(flow.nonce())
        .codeChallenge(flow.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** Where a browser goes to sign out there too, null if it offers none. */
  @Nullable URI signOut() {
    return metadata.getEndSessionEndpointURI();
  }

  /**
   * What it says of whoever signed in there.
   *
   * @throws SignInFailed if it cannot be asked, or what it says cannot be believed
   */
  Map<String, Object> claims(AuthorizationCode code, Flow flow) throws SignInFailed {
    OIDCTokenResponse tokens = tokens(code, flow);
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new SignInFailed(DirectoryFailure.UNTRUSTED, "the provider gave no id_token");
    }
    try {
      IDTokenClaimsSet believed = validator.validate(token, flow.nonce());
      Map<String, Object> claims = new HashMap<>(believed.toJSONObject());
      Object party = claims.get("azp"); // of a token for several, the one that it was made for
      if (party != null && !party.equals(settings.clientId())) {
        throw new SignInFailed(
            DirectoryFailure.UNTRUSTED, "the id_token was made for another client");
      }
      return isComplete(claims) ? claims : more(claims, tokens);
    } catch (RemoteKeySourceException e) {
      throw new SignInFailed(
          DirectoryFailure.UNAVAILABLE,
          "the provider's keys are not to be had: " + e.getMessage(),
          e);
    } catch (BadJOSEException | JOSEException e) {
      throw new SignInFailed(
          DirectoryFailure.UNTRUSTED, "the id_token is not believed: " + e.getMessage(), e);
    }
  }

  private OIDCTokenResponse tokens(AuthorizationCode code, Flow flow) throws SignInFailed {
    try {
      AuthorizationCodeGrant grant =
          new AuthorizationCodeGrant(code, settings.callback(), flow.verifier());
      URI endpoint = metadata.getTokenEndpointURI();
      ClientAuthentication own = authentication();
      TokenRequest request =
          own == null
              ? new TokenRequest.Builder(endpoint, new ClientID(settings.clientId()), grant).build()
              : new TokenRequest.Builder(endpoint, own, grant).build();
      TokenResponse response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send(http));
      if (response instanceof OIDCTokenResponse tokens) {
        return tokens;
      }
      String error = String.valueOf(response.toErrorResponse().getErrorObject().getCode());
      boolean ours = error.equals("invalid_grant");
      throw new SignInFailed(
          ours ? DirectoryFailure.EXPIRED : DirectoryFailure.UNAVAILABLE,
          "the provider gives no token: " + error);
    } catch (ParseException e) {
      throw new SignInFailed(
          DirectoryFailure.UNTRUSTED,
          "the provider's tokens are not understood: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new SignInFailed(
          DirectoryFailure.UNAVAILABLE, "the provider gives no token: " + e.getMessage(), e);
    }
  }

  private @Nullable ClientAuthentication authentication() {
    if (settings.secret() == null) {
      return null;
    }
    ClientID id = new ClientID(settings.clientId());
    Secret secret = new Secret(settings.secret());
    List<ClientAuthenticationMethod> offered = metadata.getTokenEndpointAuthMethods();
    boolean basic =
        offered == null || offered.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return basic ? new ClientSecretBasic(id, secret) : new ClientSecretPost(id, secret);
  }

  private boolean isComplete(Map<String, Object> claims) {
    String staffNumber = settings.staffNumber();
    return (staffNumber == null || Claims.has(claims, staffNumber))
        && (settings.roles().isEmpty() || Claims.has(claims, settings.groups()));
  }

  /** Many providers keep the token short, and tell the rest when they are asked. */
  private Map<String, Object> more(Map<String, Object> claims, OIDCTokenResponse tokens)
      throws SignInFailed {
    URI endpoint = metadata.getUserInfoEndpointURI();
    if (endpoint == null
        || !(tokens.getOIDCTokens().getAccessToken() instanceof BearerAccessToken access)) {
      return claims;
    }
    try {
      ReadOnlyHTTPResponse answer =
          http.send(new UserInfoRequest(endpoint, access).toHTTPRequest());
      UserInfoResponse response = UserInfoResponse.parse((HTTPResponse) answer);
      if (!response.indicatesSuccess() || response.toSuccessResponse().getUserInfo() == null) {
        throw new SignInFailed(
            DirectoryFailure.UNAVAILABLE, "the provider tells nothing of who signed in");
      }
      Map<String, Object> told = response.toSuccessResponse().getUserInfo().toJSONObject();
      if (!String.valueOf(told.get("sub")).equals(claims.get("sub"))) {
        throw new SignInFailed(
            DirectoryFailure.UNTRUSTED, "the provider tells of somebody else than who signed in");
      }
      Map<String, Object> all = new HashMap<>(told);
      all.putAll(claims);
      return all;
    } catch (ParseException e) {
      throw new SignInFailed(
          DirectoryFailure.UNAVAILABLE,
          "the provider's word is not understood: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new SignInFailed(
          DirectoryFailure.UNAVAILABLE, "the provider tells nothing: " + e.getMessage(), e);
    }
  }
}
