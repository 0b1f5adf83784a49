/** The environment variables as the house understands them. */

export type Settings = {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly apiPort: Port;
  readonly portalPort: Port;
};

/** A port that somebody chose must be free; a habitual one gives way. */
export type Port = { readonly number: number; readonly chosen: boolean };

export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): Settings {
  return {
    databaseUrl: environment.DATABASE_URL,
    redisUrl: environment.REDIS_URL,
    apiPort: portFrom("PARTITA_PORT", environment.PARTITA_PORT, 8020),
    portalPort: portFrom("PARTITA_PORTAL_PORT", environment.PARTITA_PORTAL_PORT, 8021),
  };
}

function portFrom(name: string, text: string | undefined, habitual: number): Port {
  if (text === undefined || text === "") return { number: habitual, chosen: false };
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 65_535)
    throw new Error(`${name} is ${JSON.stringify(text)}; a port is a number from 1 to 65535`);
  return { number, chosen: true };
}
