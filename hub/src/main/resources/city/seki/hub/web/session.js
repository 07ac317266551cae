// Who is looking: a token becomes a session cookie that no script can read.

import * as api from "./api.js";
import { byId, setText } from "./dom.js";
import { t } from "./text.js";

/** A link with ?token= signs in; the token leaves the address, and with it the history, at once. */
export async function takeToken() {
  const address = new URL(location.href);
  const token = address.searchParams.get("token");
  if (token === null) return;
  address.searchParams.delete("token");
  history.replaceState(null, "", address);
  await api.signIn(token).catch(() => {}); // a bad one ends in the sign-in panel, by the 401 that follows
}

/** Asks for a token until one is good, then starts the page anew. */
export function signIn() {
  const dialog = byId("sign-in");
  if (dialog.open) return;
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await api.signIn(byId("token").value.trim());
      location.reload();
    } catch (problem) {
      setText(byId("sign-in-error"), problem.status ? t("error.token") : t("error.network"));
      byId("token").select();
    }
  });
  dialog.showModal();
}
