import { describe, expect, test } from "vitest";
import { attributesOf, HttpError, NotFoundError, namedIn } from "#api/slap/testing/slap-client.ts";
import { release, slapHouse } from "#api/slap/testing/slap-market.ts";

const installed = { url: release, computer_id: "COMP-1" };

describe("what the agent says of a release", () => {
  test.each([
    ["buildingSoftwareRelease", `#building software release ${release}`],
    ["availableSoftwareRelease", `#access software release ${release} available`],
    ["softwareReleaseError", `#error while installing ${release}: no space left`],
  ])("by %s is heard, and its words are kept", async (endpoint, text) => {
    const { node, owner, house } = await slapHouse();
    const said = { ...installed, error_log: "no space left" };
    expect(await node.send("POST", endpoint, said)).toMatchObject({ status: 200, body: "None" });
    expect(await house.kinds()).toContain("software-reported");
    const status = namedIn(await owner.get("getSoftwareInstallationStatus", installed));
    expect(status).toMatchObject({
      text,
      portal_type: "Software Installation",
      state: "available",
    });
  });

  test("that it is destroyed is not found before that was wished", async () => {
    const { node, owner } = await slapHouse();
    const sent = () => node.post("destroyedSoftwareRelease", installed);
    await expect(sent()).rejects.toThrow(NotFoundError);
    await owner.post("supplySupply", { ...installed, state: "destroyed" });
    expect(await sent()).toBe("None");
    const full = attributesOf(await node.get("getFullComputerInformation", installed));
    expect(full._software_release_list).toEqual([]);
  });

  test("about one that nobody supplied is not found", async () => {
    const { node } = await slapHouse();
    const other = { ...installed, url: "https://sr.example/other.cfg" };
    await expect(node.post("buildingSoftwareRelease", other)).rejects.toThrow(NotFoundError);
    await expect(node.get("getSoftwareInstallationStatus", other)).rejects.toThrow(NotFoundError);
  });

  test.each(["ada", "owner", "stranger", "software"] as const)(
    "is not %s's to say",
    async (name) => {
      const clients = await slapHouse();
      const sent = clients[name].post("availableSoftwareRelease", installed);
      await expect(sent).rejects.toThrow(HttpError);
    },
  );
});

describe("supplySupply", () => {
  const other = { ...installed, url: "https://sr.example/other.cfg" };

  test("has a release on the agent's list, or has it removed", async () => {
    const { owner, node } = await slapHouse();
    const states = async () => {
      const full = attributesOf(await node.get("getFullComputerInformation", installed));
      const list = (full._software_release_list as []).map(attributesOf);
      return list.map((one) => [one._software_release, one._requested_state]);
    };
    expect(await owner.post("supplySupply", other)).toBe("None");
    expect(await states()).toContainEqual([other.url, "available"]);
    await owner.post("supplySupply", { ...other, state: "destroyed" });
    expect(await states()).toContainEqual([other.url, "destroyed"]);
  });

  test("to destroy what never was there is no matter", async () => {
    const { owner, house } = await slapHouse();
    const before = await house.kinds();
    await owner.post("supplySupply", { ...other, state: "destroyed" });
    expect(await house.kinds()).toEqual(before);
  });

  test.each([{ state: "building" }, { url: "None" }, { url: "software.cfg" }])(
    "with %j is malformed",
    async (changes) => {
      const { owner } = await slapHouse();
      const { status } = await owner.send("POST", "supplySupply", { ...installed, ...changes });
      expect(status).toBe(400);
    },
  );

  test("is not for whoever has another computer", async () => {
    const { ada, stranger } = await slapHouse();
    for (const client of [ada, stranger])
      await expect(client.post("supplySupply", other)).rejects.toThrow(/^403: not-yours/);
  });

  test("of no computer is not found", async () => {
    const { owner } = await slapHouse();
    const nowhere = { ...other, computer_id: "COMP-NONE" };
    await expect(owner.post("supplySupply", nowhere)).rejects.toThrow(NotFoundError);
  });
});
