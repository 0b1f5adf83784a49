/** How something is, as SLAP's status dictionaries say it: what was said last, when, since when. */
import { instantOf } from "@partita/schemas";
import { dictionary, type SlapDictionary } from "@partita/schemas/slap/slap-value.ts";
import { rfc1123 } from "@partita/schemas/slap/timestamp.ts";
import type { Contact } from "#api/contacts/contacts.ts";
import { marshalledAnswer, type SlapAnswer } from "#api/slap/slap-answer.ts";

export type Spoken = {
  readonly reference: string;
  /** What SlapOS calls this kind of thing. */
  readonly portalType: "Compute Node" | "Software Instance" | "Software Installation";
  /** What should be of it: `started`, `available`; empty where nothing is wished of it. */
  readonly state: string;
  /** What the log knows of it, where nothing was said lately; absent: nothing is known. */
  readonly text?: string | undefined;
};

/** SlapOS's names say 5 and 15 minutes; so long is what it means by them. */
const shortSilenceMilliseconds = 0.0025 * 86_400_000;
const longSilenceMilliseconds = 0.005 * 86_400_000;

const speaker = "SlapOS Master";

export function statusDictionary(
  { reference, portalType, state, text }: Spoken,
  contact: Contact | undefined,
  now: string,
): SlapDictionary {
  const about = { reference, portal_type: portalType };
  if (contact === undefined)
    return dictionary({
      ...about,
      created_at: rfc1123(now),
      no_data: 1,
      no_data_since_15_minutes: 1,
      no_data_since_5_minutes: 1,
      since: rfc1123(now),
      state: "",
      text: text ?? `#error no data found for ${reference}`,
      user: speaker,
    });
  const silence = Date.parse(now) - Date.parse(contact.at);
  return dictionary({
    ...about,
    created_at: rfc1123(contact.at),
    no_data_since_15_minutes: silence > longSilenceMilliseconds ? 1 : 0,
    no_data_since_5_minutes: silence > shortSilenceMilliseconds ? 1 : 0,
    since: rfc1123(contact.since),
    state,
    text: contact.text,
    user: reference,
  });
}

export function statusAnswer(
  spoken: Spoken,
  contact: Contact | undefined,
  now: string,
): SlapAnswer {
  const told = statusDictionary(spoken, contact, instantOf(Date.parse(now)));
  return marshalledAnswer(told, { "cache-control": "max-age=60", vary: "REMOTE_USER" });
}
