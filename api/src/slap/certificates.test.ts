import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { HttpError, NotFoundError, namedIn } from "#api/slap/testing/slap-client.ts";
import { slapHouse, there } from "#api/slap/testing/slap-market.ts";

const comp1 = { computer_id: "COMP-1" };

describe("generateComputerCertificate", () => {
  test("gives a key and a certificate with a name that slapos finds, once", async () => {
    const { owner, node } = await slapHouse();
    const made = namedIn(await owner.load("generateComputerCertificate", comp1));
    expect(Object.keys(made).sort()).toEqual(["certificate", "key"]);
    expect(made.certificate).toContain("COMP-1/email");
    const key = `${made.key}`;
    expect(key).toContain("PRIVATE KEY");
    expect(new X509Certificate(`${made.certificate}`).subject).toContain("COMP-1");
    await expect(node.load("generateComputerCertificate", comp1)).rejects.toThrow(NotFoundError);
  });

  test("gives another one after it was revoked", async () => {
    const { owner } = await slapHouse();
    await expect(owner.post("revokeComputerCertificate", comp1)).rejects.toThrow(NotFoundError);
    const first = await owner.load("generateComputerCertificate", comp1);
    expect(await owner.post("revokeComputerCertificate", comp1)).toBe("None");
    expect(await owner.load("generateComputerCertificate", comp1)).not.toEqual(first);
  });

  test("is nothing for others", async () => {
    const { ada, stranger, software } = await slapHouse();
    for (const client of [ada, stranger, software])
      await expect(client.load("generateComputerCertificate", comp1)).rejects.toThrow(HttpError);
  });
});

describe("getComputerPartitionCertificate", () => {
  test("gives the agent the same as often as it asks, and it is the instance's", async () => {
    const { node, software, guestbook } = await slapHouse();
    const { headers } = await node.send("GET", "getComputerPartitionCertificate", there);
    expect(headers["cache-control"]).toContain("max-age=0, must-revalidate");
    const first = namedIn(await node.get("getComputerPartitionCertificate", there));
    expect(new X509Certificate(`${first.certificate}`).subject).toContain(guestbook);
    expect(namedIn(await software.get("getComputerPartitionCertificate", there))).toEqual(first);
  });

  test("is nothing for others, and of nothing is not found", async () => {
    const { ada, stranger, node, owner } = await slapHouse();
    const get = "getComputerPartitionCertificate";
    for (const client of [ada, stranger, owner])
      await expect(client.get(get, there)).rejects.toThrow(Error);
    const free = { ...there, computer_partition_id: "slappart1" };
    await expect(node.get(get, free)).rejects.toThrow(NotFoundError);
  });
});
