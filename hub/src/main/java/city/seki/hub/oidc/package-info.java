/**
 * The city's directory as the one that says who somebody is: OpenID Connect Core 1.0, authorization
 * code with PKCE (RFC 7636), discovery, and sign-out where the provider offers it.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.oidc;
