/** An instance tree's stream: what owner and instances request, who hosts, what agents report. */
import type { Movement } from "@partita/schemas";
import type { Decider } from "#ledger/decider.ts";
import { award, defer, lapse } from "#ledger/instance-tree/award.ts";
import { bang } from "#ledger/instance-tree/bang.ts";
import { amend, destroy, start, stop } from "#ledger/instance-tree/change.ts";
import { host } from "#ledger/instance-tree/host.ts";
import { rename } from "#ledger/instance-tree/rename.ts";
import { publish, report } from "#ledger/instance-tree/report.ts";
import { request } from "#ledger/instance-tree/request.ts";
import { noted, type Tree, unplanted } from "#ledger/instance-tree/tree.ts";
import { causeOf, notedBang } from "#ledger/recent-bangs.ts";

export const instanceTree: Decider<"instance-tree", Tree> = {
  category: "instance-tree",
  initial: unplanted,
  decide: {
    "request-instance": request,
    "award-instance": award,
    "lapse-award": lapse,
    "defer-allocation": defer,
    "report-instance": report,
    "publish-connection": publish,
    "start-instance": start,
    "stop-instance": stop,
    "destroy-instance": destroy,
    "amend-instance": amend,
    "rename-instance": rename,
    "bang-instance": bang,
    "host-instance": host,
  },
  evolve: {
    "instance-requested": noteRequest,
    "instance-amended": noteWish,
    "instance-awarded": noteAward,
    "award-lapsed": noteLapse,
    "allocation-deferred": noteReasons,
    "instance-started": noteStart,
    "instance-stopped": noteStop,
    "instance-failed": noteFailure,
    "instance-destroyed": noteDestruction,
    "connection-published": noteConnection,
    "instance-renamed": noteTitle,
    "instance-hosted": noteHost,
    "bang-raised": noteBang,
  },
};

function noteRequest(tree: Tree, { detail }: Movement<"instance-requested">): Tree {
  const { instance, tree: _, title, owner, ...wish } = detail;
  const born = {
    instance,
    title,
    wish,
    revision: 1,
    award: undefined,
    reported: "waiting",
    message: undefined,
    startedAt: undefined,
    connection: undefined,
    reasons: undefined,
  } as const;
  return { ...tree, owner, instances: new Map(tree.instances).set(instance, born) };
}

function noteWish(tree: Tree, { detail }: Movement<"instance-amended">): Tree {
  const { instance, tree: _, host: _host, ...wish } = detail;
  return noted(tree, instance, { wish, reasons: undefined, revision: next(tree, instance) });
}

function noteTitle(tree: Tree, { detail }: Movement<"instance-renamed">): Tree {
  const { instance, title } = detail;
  return noted(tree, instance, { title, revision: next(tree, instance) });
}

/** A changed title is a changed wish. */
function next({ instances }: Tree, instance: string): number {
  return (instances.get(instance)?.revision ?? 0) + 1;
}

function noteAward(tree: Tree, { id, detail }: Movement<"instance-awarded">): Tree {
  const { instance, computer, seller } = detail;
  const given = { award: id, computer, seller };
  return noted(tree, instance, { award: given, reasons: undefined });
}

function noteLapse(tree: Tree, { detail }: Movement<"award-lapsed">): Tree {
  const { instance } = detail;
  return noted(tree, instance, { award: undefined, reported: "waiting", startedAt: undefined });
}

function noteReasons(tree: Tree, { detail }: Movement<"allocation-deferred">): Tree {
  return noted(tree, detail.instance, { reasons: detail.reasons });
}

/** An instance that failed and runs again was hosted all the while. */
function noteStart(tree: Tree, { startsAt, detail }: Movement<"instance-started">): Tree {
  const since = tree.instances.get(detail.instance)?.startedAt ?? startsAt;
  return noted(tree, detail.instance, { reported: "started", startedAt: since });
}

function noteStop(tree: Tree, { detail }: Movement<"instance-stopped">): Tree {
  return noted(tree, detail.instance, { reported: "stopped", startedAt: undefined });
}

function noteFailure(tree: Tree, { detail }: Movement<"instance-failed">): Tree {
  return noted(tree, detail.instance, { reported: "failed", message: detail.message });
}

function noteDestruction(tree: Tree, { detail }: Movement<"instance-destroyed">): Tree {
  return noted(tree, detail.instance, { reported: "destroyed", startedAt: undefined });
}

function noteConnection(tree: Tree, { detail }: Movement<"connection-published">): Tree {
  return noted(tree, detail.instance, { connection: detail.connection });
}

function noteHost(tree: Tree, { id, detail }: Movement<"instance-hosted">): Tree {
  const { instance, computer, seller, host, hostTree } = detail;
  const given = { award: id, computer, seller, host: { instance: host, tree: hostTree } };
  return noted(tree, instance, { award: given, reasons: undefined });
}

/** What waited is judged again. */
function noteBang(tree: Tree, { detail, recordedAt }: Movement<"bang-raised">): Tree {
  const { tree: _, instances: reached, hosts: _hosts, ...cause } = detail;
  const bangs = notedBang(tree.bangs, causeOf(cause), recordedAt);
  const instances = new Map(tree.instances);
  for (const instance of reached) {
    const known = instances.get(instance);
    if (known !== undefined) instances.set(instance, { ...known, reasons: undefined });
  }
  return { ...tree, instances, bangs };
}
