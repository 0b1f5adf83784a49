import { listHeld } from "@partita/projections/partition-holders/query.ts";
import { dictionary } from "@partita/schemas/slap/slap-value.ts";
import { describe, expect, test } from "vitest";
import { fullInformation } from "#api/slap/testing/full-information.ts";
import {
  attributesOf,
  HttpError,
  loaded,
  NotFoundError,
  namedIn,
  slapClient,
} from "#api/slap/testing/slap-client.ts";
import { configurationOf, partitionOf, slapHouse, there } from "#api/slap/testing/slap-market.ts";

const comp1 = { computer_id: "COMP-1" };

describe("getFullComputerInformation", () => {
  test("tells the agent all that there should be, to the byte", async () => {
    const { node, guestbook } = await slapHouse();
    const { status, headers, body } = await node.send("GET", "getFullComputerInformation", comp1);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/xml; charset=utf-8",
      "cache-control": "public, max-age=1, stale-if-error=604800",
      vary: "REMOTE_USER",
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
    });
    const timestamp = /<string>timestamp<\/string><int>(\d{16})<\/int>/.exec(body)?.[1] ?? "";
    expect(body).toBe(fullInformation({ guestbook, timestamp }));
  });

  test("is not sent again to an agent that has it, until something changes", async () => {
    const { node } = await slapHouse();
    const ask = (tag: unknown) =>
      node.send("GET", "getFullComputerInformation", comp1, { "if-none-match": tag });
    const { etag } = (await ask("")).headers;
    expect(await ask(etag)).toMatchObject({ status: 304, body: "", headers: { etag } });
    await node.post("startedComputerPartition", there);
    expect(await ask(etag)).toMatchObject({ status: 200 });
  });

  test("has another name", async () => {
    const { node } = await slapHouse();
    const [one, other] = await Promise.all(
      ["getFullComputerInformation", "getComputerInformation"].map((name) =>
        node.send("GET", name, comp1),
      ),
    );
    expect(one?.body).toBe(other?.body);
  });

  test("shows the software in a partition that partition, and no release", async () => {
    const { software } = await slapHouse();
    const full = attributesOf(await software.get("getFullComputerInformation", comp1));
    expect(full._computer_partition_list).toHaveLength(1);
    expect(full._software_release_list).toEqual([]);
  });

  test("shows an owner what stands there, without what customers put there", async () => {
    const { owner } = await slapHouse();
    const full = attributesOf(await owner.get("getFullComputerInformation", comp1));
    const [first] = (full._computer_partition_list as []).map(attributesOf);
    expect(namedIn(first?._parameter_dict)).not.toHaveProperty("greeting");
    expect(namedIn(first?._parameter_dict)).toMatchObject({ instance_title: "my-guestbook" });
  });

  test("shows auditors everything, and strangers nothing", async () => {
    const { auditor, stranger, bob } = await slapHouse();
    const full = attributesOf(await auditor.get("getFullComputerInformation", comp1));
    expect(full._computer_partition_list).toHaveLength(2);
    for (const client of [stranger, bob])
      await expect(client.get("getFullComputerInformation", comp1)).rejects.toThrow(HttpError);
  });

  test("of no computer is not found", async () => {
    const { owner } = await slapHouse();
    const nowhere = { computer_id: "COMP-NONE" };
    await expect(owner.get("getFullComputerInformation", nowhere)).rejects.toThrow(NotFoundError);
  });
});

describe("loadComputerConfigurationFromXML", () => {
  test("answers as SlapOS does, and again writes nothing", async () => {
    const { node, house } = await slapHouse();
    const before = await house.kinds();
    const xml = configurationOf("COMP-1", 2);
    const format = { xml };
    expect(await node.post("loadComputerConfigurationFromXML", format)).toBe(
      "Content properly posted.",
    );
    expect(await house.kinds()).toEqual(before);
  });

  test("keeps what is occupied though it is on the list no more", async () => {
    const { node, house } = await slapHouse();
    const list = [partitionOf(1), partitionOf(2)];
    const xml = dictionary({ reference: "COMP-1", partition_list: list });
    await node.post("loadComputerConfigurationFromXML", { xml });
    const full = attributesOf(await node.get("getFullComputerInformation", comp1));
    const names = (full._computer_partition_list as []).map(
      (one) => attributesOf(one)._partition_id,
    );
    expect(names.sort()).toEqual(["slappart0", "slappart1", "slappart2"]);
    expect(await house.ports.rows.read((rows) => listHeld(rows))).toHaveLength(1);
  });

  test.each([
    ["<marshal><none/></marshal>", 400],
    ["<marshal><list/></marshal>", 400],
    ["<marshal><dictionary/></marshal>", 400],
    ['<!DOCTYPE a [<!ENTITY b "c">]><marshal>&b;</marshal>', 400],
    ["not xml", 400],
  ])("of %s is %d", async (xml, status) => {
    const { node } = await slapHouse();
    const reply = await node.send("POST", "loadComputerConfigurationFromXML", { xml });
    expect(reply.status).toBe(status);
  });

  test("is not for another agent than the one in charge", async () => {
    const { house } = await slapHouse();
    const registered = { title: "Another", region: "europe/france" };
    await house.post("rival", "/v1/computers/COMP-2/registration", registered);
    await house.post("comp2", "/v1/computers/COMP-2/claim", { agent: "partita-agent" });
    const xml = configurationOf("COMP-2", 1);
    const sent = slapClient(house, "comp2").post("loadComputerConfigurationFromXML", { xml });
    await expect(sent).rejects.toThrow(/^403: agent-not-in-charge/);
  });
});

describe("a computer", () => {
  test("that bangs has all trees on it looked at again", async () => {
    const { node, house } = await slapHouse();
    const banged = await node.post("computerBang", { ...comp1, message: "Reboot" });
    expect(banged).toBe("None");
    expect(await house.kinds()).toContain("computer-banged");
    const status = namedIn(await node.get("getComputerStatus", comp1));
    expect(status.text).toBe("#error bang: Reboot");
  });

  test("of a title is requested once, however often it is asked for", async () => {
    const { ada } = await slapHouse();
    const asked = async () =>
      attributesOf(await ada.load("requestComputer", { computer_title: "x" }));
    const first = await asked();
    expect(Object.keys(first)).toEqual(["_computer_id"]);
    expect(first._computer_id).toMatch(/^COMP-[0-9A-Z]{10}$/);
    expect(await asked()).toEqual(first);
  });
});

describe("getComputerStatus", () => {
  test("tells of a poll, and since when", async () => {
    const { node, house } = await slapHouse();
    await node.get("getFullComputerInformation", comp1);
    const reply = await node.send("GET", "getComputerStatus", comp1);
    expect(reply.headers["cache-control"]).toBe("max-age=60");
    expect(namedIn(loaded(reply.body))).toEqual({
      created_at: expect.stringMatching(/^Thu, 01 Jan 2026 \d\d:\d\d:\d\d GMT$/),
      since: expect.stringMatching(/^Thu, 01 Jan 2026/),
      state: "",
      text: "#access COMP-1",
      user: "COMP-1",
      reference: "COMP-1",
      portal_type: "Compute Node",
      no_data_since_15_minutes: 0,
      no_data_since_5_minutes: 0,
    });
    house.pass(300_000);
    expect(namedIn(await node.get("getComputerStatus", comp1))).toMatchObject({
      no_data_since_15_minutes: 0,
      no_data_since_5_minutes: 1,
    });
  });

  test("of what was never heard of says so", async () => {
    const { ada } = await slapHouse();
    const { _computer_id: computer_id = "" } = attributesOf(
      await ada.load("requestComputer", { computer_title: "x" }),
    );
    expect(namedIn(await ada.get("getComputerStatus", { computer_id }))).toMatchObject({
      no_data: 1,
      user: "SlapOS Master",
      state: "",
      text: `#error no data found for ${computer_id}`,
    });
  });
});
