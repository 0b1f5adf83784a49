/**
 * A question to the projections, with its parameters and its answer, as types from the registry.
 */
import type { Static } from "typebox";
import type { queries } from "./queries/registry.ts";

type Declared = (typeof queries)[number];
export type QueryName = Declared["name"];

export type QueryOf<N extends QueryName> = Extract<Declared, { name: N }>;
export type QueryParameters<N extends QueryName> = Static<QueryOf<N>["parameters"]>;
export type QueryAnswer<N extends QueryName> = Static<QueryOf<N>["answer"]>;
