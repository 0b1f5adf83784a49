import type { Command } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, owner, root, streamId } from "#ledger/testing/tree.ts";

type Wish = Partial<Command<"request-instance">["detail"]>;

const request = (wish: Wish) => ask("request-instance", { streamId, actor: owner, detail: wish });
const requestChild = (title: string, wish: Wish = {}, requester = root) =>
  ask("request-instance", { streamId, actor: atComputer, detail: { title, requester, ...wish } });

test("whether it is shared never changes, of a root or a child", () => {
  given(instanceTree, ...hosted())
    .when(request({ shared: true }))
    .thenRefused("shared-fixed");
  given(instanceTree, ...hosted(), ...child("site", root, { shared: true }))
    .when(requestChild("site"))
    .thenRefused("shared-fixed");
});

test("not to be shared is what is wished when nothing is said of it", () =>
  given(instanceTree, ...hosted())
    .when(request({ shared: false }))
    .thenNothing());

test("a shared instance has no software that could ask for others", () =>
  given(instanceTree, ...hosted(), ...child("site", root, { shared: true }))
    .when(requestChild("database", {}, "INST-site"))
    .thenRefused("requester-unknown"));

test("nothing is hosted for a shared instance: it orders none of it", () =>
  given(instanceTree, ...hosted())
    .when(requestChild("site", { shared: true }))
    .then({ kind: "instance-requested", quantity: "0", detail: { shared: true } }));
