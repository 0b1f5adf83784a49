/** A place in the log, as text in JSON: numbers of 64 bits do not survive a JavaScript number. */
import { Type } from "typebox";

export const Position = Type.String({ pattern: "^(0|[1-9]\\d{0,19})$" });
