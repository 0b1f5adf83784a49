/** The agent in charge of a computer whose slapgrid speaks SLAP, which names no agents. */
export const slapAgent = "slapgrid";
