/** How a requester calls an instance, or an owner a computer: one line of text for people. */
import { Type } from "typebox";

export const titleCharactersMax = 200;
export const Title = Type.String({
  minLength: 1,
  maxLength: titleCharactersMax,
  pattern: "^[^\\u0000-\\u001f\\u007f]+$",
});
