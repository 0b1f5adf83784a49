/** What an instance should be, and what its agent says that it is. */
import type { Static } from "typebox";
import { Type } from "typebox";

export const RequestedState = Type.Enum(["started", "stopped", "destroyed"]);
export type RequestedState = Static<typeof RequestedState>;

export const SupplyState = Type.Enum(["available", "destroyed"]);
export type SupplyState = Static<typeof SupplyState>;

export const InstallationState = Type.Enum(["building", "available", "destroyed", "failed"]);
export type InstallationState = Static<typeof InstallationState>;

/**
 * Longest message an agent may attach to a report; the end is kept, since errors end with their
 * cause.
 */
export const messageCharactersMax = 2000;
export const Message = Type.String({ maxLength: messageCharactersMax });
