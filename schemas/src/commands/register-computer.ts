/** An organisation brings a computer to the market. */
import { Type } from "typebox";
import { Region } from "../region.ts";
import { Title } from "../title.ts";
import { defineCommand } from "./define.ts";

export const registerComputer = defineCommand({
  kind: "register-computer",
  stream: "computer",
  says: "An organisation brings a computer to the market.",
  send: { method: "POST", path: "/v1/computers/:computer/registration" },
  detail: Type.Object({ title: Title, region: Region }, { additionalProperties: false }),
  example: { title: "A server in Paris", region: "europe/france" },
});
