/** SlapOS's service level demands (its `filter_kw`) as conditions of the house, and back. */
import { Conditions } from "@partita/schemas";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

type Texts = Readonly<Record<string, string>>;
/** Undefined: the text is none that the house has a meaning for. */
type Meaning = (text: string) => unknown;

const { region, computer_guid, instance_guid, on_loss, max_price } = Conditions.properties;

/** What the house knows by the same name, and what it makes of a text; all else is SlapOS's. */
const known: Readonly<Record<string, Meaning>> = {
  region: as(region),
  computer_guid: as(computer_guid),
  instance_guid: as(instance_guid),
  on_loss: as(on_loss),
  max_price: as(max_price, priceIn),
};

function as(schema: TSchema, read: Meaning = (text) => text): Meaning {
  const validator = Compile(schema);
  return (text) => {
    const meaning = read(text);
    return validator.Check(meaning) ? meaning : undefined;
  };
}

/** `3.6 EUR`: the most that an hour may cost. */
function priceIn(text: string) {
  const [amount, ...currency] = text.split(" ");
  return { amount, currency: currency.join(" ") };
}

/** Of a software that keeps backups SlapOS demands that these outlive it for a week. */
const backupType = "pull-backup";
const backupRetentionDays = "7.0";

/** What the house does not know is kept as it was written: the allocator judges it. */
export function conditionsOf(sla: Texts, softwareType: string): Conditions {
  const demanded: Texts =
    softwareType === backupType ? { retention_delay: backupRetentionDays, ...sla } : sla;
  const ours: Record<string, unknown> = {};
  const slapos: [name: string, text: string][] = [];
  for (const [name, text] of Object.entries(demanded)) {
    const meaning = Object.hasOwn(known, name) ? known[name]?.(text) : undefined;
    if (meaning === undefined) slapos.push([name, text]);
    else ours[name] = meaning;
  }
  // Made of pairs: set one by one, `__proto__` would be the only name that is not kept.
  const conditions = slapos.length === 0 ? ours : { ...ours, slapos: Object.fromEntries(slapos) };
  // Every meaning is one that its condition has, which the schema of the command checks again.
  return conditions as Conditions;
}

/** Every name and text that `conditionsOf` was given; a price limit is said in words. */
export function slaOf({ slapos, max_price: limit, ...ours }: Conditions): Texts {
  const price = limit === undefined ? {} : { max_price: `${limit.amount} ${limit.currency}` };
  return { ...slapos, ...ours, ...price };
}
