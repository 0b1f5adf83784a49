/** The form that takes a token, and the words for when it was not taken. */
import { html } from "./html.ts";
import type { Shown } from "./page.ts";

export function signInForm(complaint?: string): Shown {
  const alert = complaint !== undefined && html`<p role="alert">${complaint}</p>\n`;
  const body = html`${alert}<form method="post" action="/sign-in">
<p><label for="token">Your token</label>
<input id="token" name="token" type="password" required autocomplete="off"></p>
<p>The house keeps tokens as files in the folder that <code>.partita/master.json</code> names.</p>
<p><button>Sign in</button></p>
</form>`;
  return { title: "Sign in", body };
}
