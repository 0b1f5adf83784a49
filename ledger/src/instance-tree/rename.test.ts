import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, owner, root, served, streamId } from "#ledger/testing/tree.ts";

const rename = (title: string, instance = root, actor: "person:ada" | typeof atComputer = owner) =>
  ask("rename-instance", { streamId, actor, detail: { instance, title } });

test("a new title names the one before, and all that have the root in theirs", () =>
  given(instanceTree, ...hosted(), ...child("web"))
    .when(rename("our-guestbook"))
    .then({
      kind: "instance-renamed",
      quantity: "0",
      detail: { title: "our-guestbook", before: "my-guestbook", followers: ["INST-web"] },
    }));

test("a child's title is its own matter, and that of who serves it", () => {
  given(instanceTree, ...hosted(), ...child("web"))
    .when(rename("page", "INST-web", atComputer))
    .then({
      kind: "instance-renamed",
      detail: { instance: "INST-web", tree: streamId, title: "page", before: "web" },
    });
  given(instanceTree, ...hosted(), ...served("site", "INST-elsewhere"))
    .when(rename("blog", "INST-site"))
    .then({ kind: "instance-renamed", detail: { host: "INST-elsewhere" } });
});

test("the same title again changes nothing", () =>
  given(instanceTree, ...hosted())
    .when(rename("my-guestbook"))
    .thenNothing());

test("a title that another of the tree has is refused, until that one is destroyed", () => {
  const past = [...hosted(), ...child("web"), ...child("mail")];
  const removed = a("instance-amended", {
    detail: { instance: "INST-mail", requester: root, state: "destroyed" },
  });
  given(instanceTree, ...past)
    .when(rename("mail", "INST-web"))
    .thenRefused("title-taken", { instance: "INST-mail", title: "mail" });
  given(instanceTree, ...past, removed)
    .when(rename("mail", "INST-web"))
    .then("instance-renamed");
});

test("the title before is free again", () =>
  given(instanceTree, ...hosted(), ...child("web"), ...child("mail"), renamed("INST-web", "page"))
    .when(rename("web", "INST-mail"))
    .then({ kind: "instance-renamed", detail: { title: "web", before: "mail" } }));

test("what is to be destroyed keeps its title", () =>
  given(instanceTree, ...hosted(), a("instance-amended", { detail: { state: "destroyed" } }))
    .when(rename("late"))
    .thenRefused("no-such-instance"));

function renamed(instance: string, title: string) {
  return a("instance-renamed", { detail: { instance, title } });
}
