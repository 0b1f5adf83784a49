import { dictionary } from "@partita/schemas/slap/slap-value.ts";
import { describe, expect, test } from "vitest";
import { attributesOf, NotFoundError, namedIn } from "#api/slap/testing/slap-client.ts";
import { found, slapHouse, there, wished } from "#api/slap/testing/slap-market.ts";

const registered = { computer_reference: "COMP-1", computer_partition_reference: "slappart0" };
const free = { computer_id: "COMP-1", computer_partition_id: "slappart1" };

describe("registerComputerPartition", () => {
  test.each(["node", "software", "ada"] as const)("tells %s all of it", async (name) => {
    const house = await slapHouse();
    const partition = attributesOf(await house[name].get("registerComputerPartition", registered));
    expect(partition).toMatchObject({ _synced: true, _requested_state: "started" });
    expect(partition).not.toHaveProperty("_access_status");
    expect(namedIn(partition._parameter_dict)).toMatchObject({ greeting: "a & b" });
  });

  test("is there for the agent when it is free", async () => {
    const { node } = await slapHouse();
    const asked = { ...registered, computer_partition_reference: "slappart1" };
    const reply = await node.send("GET", "registerComputerPartition", asked);
    expect(reply.body).toBe(
      '<marshal><object id="i2" module="slapos.slap.slap" class="ComputerPartition"><tuple>' +
        "<string>COMP-1</string><string>slappart1</string><none/></tuple>" +
        '<dictionary id="i3"><string>_computer_id</string><string>COMP-1</string>' +
        "<string>_need_modification</string><int>0</int>" +
        "<string>_partition_id</string><string>slappart1</string>" +
        "<string>_request_dict</string><none/>" +
        "<string>_requested_state</string><string>destroyed</string>" +
        "<string>_software_release_document</string><none/>" +
        "<string>_synced</string><bool>1</bool></dictionary></object></marshal>",
    );
  });

  test.each(["bob", "stranger"] as const)("is not found by %s", async (name) => {
    const house = await slapHouse();
    const asked = house[name].get("registerComputerPartition", registered);
    await expect(asked).rejects.toThrow(NotFoundError);
  });
});

describe("a report", () => {
  test.each([
    ["startedComputerPartition", "instance-started", "#access Instance correctly started"],
    ["stoppedComputerPartition", "instance-stopped", "#access Instance correctly stopped"],
    ["softwareInstanceError", "instance-failed", "#error while instanciating: "],
  ])("%s is heard, and seen by whoever asks", async (endpoint, kind, text) => {
    const { node, ada, house } = await slapHouse();
    const reply = await node.send("POST", endpoint, there);
    expect(reply).toMatchObject({ status: 200, body: "None" });
    expect(await house.kinds()).toContain(kind);
    const status = namedIn(await ada.get("getComputerPartitionStatus", there));
    expect(status).toMatchObject({ text, state: "started", portal_type: "Software Instance" });
  });

  test("of the software in a partition counts like that of its agent", async () => {
    const { software, house } = await slapHouse();
    await software.post("startedComputerPartition", there);
    expect(await house.kinds()).toContain("instance-started");
  });

  test("of an error keeps its end", async () => {
    const { node, ada } = await slapHouse();
    const error_log = `${"x".repeat(5000)}\u0000 because of this`;
    await node.post("softwareInstanceError", { ...there, error_log });
    const { text } = namedIn(await ada.get("getComputerPartitionStatus", there));
    expect(text).toMatch(/^#error .*x because of this$/);
  });

  test("that it is destroyed is heard only of what is to be destroyed", async () => {
    const { node, house } = await slapHouse();
    const before = await house.kinds();
    expect(await node.post("destroyedComputerPartition", there)).toBe("None");
    expect(await house.kinds()).toEqual(before);
  });

  test.each([free, { computer_id: "COMP-1", computer_partition_id: "slappart9" }])(
    "about %j, where nothing is, is not found",
    async (where) => {
      const { node } = await slapHouse();
      await expect(node.post("startedComputerPartition", where)).rejects.toThrow(NotFoundError);
    },
  );

  test.each(["ada", "bob", "owner", "stranger", "auditor"] as const)(
    "is not for %s to make",
    async (name) => {
      const clients = await slapHouse();
      const before = await clients.house.kinds();
      const { status } = await clients[name].send("POST", "startedComputerPartition", there);
      expect([403, 404]).toContain(status);
      expect(await clients.house.kinds()).toEqual(before);
    },
  );
});

describe("setComputerPartitionConnectionXml", () => {
  const connection_xml = dictionary({ url: "http://é/?a&b", port: 8080, none: null });

  test("publishes texts, as Python writes them", async () => {
    const { software, node } = await slapHouse();
    expect(
      await software.post("setComputerPartitionConnectionXml", { ...there, connection_xml }),
    ).toBe("None");
    const partition = attributesOf(await node.get("registerComputerPartition", registered));
    expect(namedIn(partition._connection_dict)).toEqual({
      ...{ url: "http://é/?a&b", port: "8080", none: "None" },
    });
  });

  test("again writes nothing", async () => {
    const { node, house } = await slapHouse();
    const publish = () =>
      node.post("setComputerPartitionConnectionXml", { ...there, connection_xml });
    await publish();
    const before = await house.kinds();
    await publish();
    expect(await house.kinds()).toEqual(before);
  });

  test("of a shared instance that it does not serve is not found", async () => {
    const { node } = await slapHouse();
    const asked = { ...there, connection_xml, slave_reference: "INST-NONE" };
    const sent = node.post("setComputerPartitionConnectionXml", asked);
    await expect(sent).rejects.toThrow(NotFoundError);
  });
});

describe("a shared instance", () => {
  async function served() {
    const clients = await slapHouse();
    const { house, ada, guestbook } = clients;
    const asking = wished("book", {
      shared_xml: true,
      partition_parameter_xml: dictionary({ timestamp: "mine" }),
    });
    await ada.send("POST", "requestComputerPartition", asking);
    const shared = await found(house, "book");
    const host = await found(house, "my-guestbook");
    await house.house("host-instance", {
      streamId: shared.tree,
      detail: {
        ...{ instance: shared.instance, host: guestbook, hostTree: host.tree },
        ...{ computer: "COMP-1", partition: "slappart0", seller: "organisation:hoster" },
      },
    });
    return { ...clients, shared: shared.instance, asking };
  }

  test("is listed to its host, its own parameters before all else", async () => {
    const { node, shared } = await served();
    const partition = attributesOf(await node.get("registerComputerPartition", registered));
    const listed = namedIn(partition._parameter_dict).slave_instance_list as [];
    expect(listed.map(namedIn)).toEqual([
      {
        ...{ slave_reference: shared, slave_title: "book", slap_software_type: "default" },
        timestamp: "mine",
      },
    ]);
  });

  test("is ready at once, where its host is, and has its connection from it", async () => {
    const { ada, software, asking, shared } = await served();
    const connection_xml = dictionary({ url: "http://shared/" });
    const about = { ...there, slave_reference: shared };
    await software.post("setComputerPartitionConnectionXml", { ...about, connection_xml });
    const instance = attributesOf(await ada.load("requestComputerPartition", asking));
    expect(instance).toMatchObject({ slap_computer_partition_id: "slappart0" });
    expect(instance._connection_dict).toEqual(connection_xml);
  });

  test("may fail by itself", async () => {
    const { node, shared, house } = await served();
    const about = { ...there, slave_reference: shared, error_log: "no such site" };
    expect(await node.post("softwareInstanceError", about)).toBe("None");
    const failed = await found(house, "book");
    expect(failed).toMatchObject({ instance: shared, message: "no such site" });
  });

  test("changes the timestamp of its host", async () => {
    const { node, ada, asking } = await served();
    const stamp = async () => {
      const partition = attributesOf(await node.get("registerComputerPartition", registered));
      return namedIn(partition._parameter_dict).timestamp;
    };
    const before = await stamp();
    const partition_parameter_xml = dictionary({ a: "b" });
    await ada.post("requestComputerPartition", { ...asking, partition_parameter_xml });
    expect(await stamp()).not.toBe(before);
  });
});

describe("getHostingSubscriptionIpList", () => {
  test("lists the addresses of the tree", async () => {
    const { node } = await slapHouse();
    const { body } = await node.send("GET", "getHostingSubscriptionIpList", there);
    expect(body).toBe(
      '<marshal><list id="i2"><tuple><string>slaptap0</string><string>10.0.0.1</string></tuple>' +
        "<tuple><string>slaptap0</string><string>2001:db8:1::2</string></tuple>" +
        "<tuple><string>route_slaptap0</string><string>172.16.0.2</string></tuple>" +
        "</list></marshal>",
    );
  });

  test("lists none of a tree that is to be destroyed", async () => {
    const { node, ada, house } = await slapHouse();
    const { instance } = await found(house, "my-guestbook");
    await house.post("ada", `/v1/instances/${instance}/destroy`, {});
    expect(await node.get("getHostingSubscriptionIpList", there)).toEqual([]);
    await expect(ada.get("getHostingSubscriptionIpList", free)).rejects.toThrow(NotFoundError);
  });
});

test.each(["bob", "stranger"] as const)(
  "whether something is in a partition, %s does not learn from how it is refused",
  async (name) => {
    const clients = await slapHouse();
    for (const endpoint of ["registerComputerPartition", "getComputerPartitionStatus"]) {
      const refused = new Set<string>();
      for (const partition of ["slappart0", "slappart1", "slappart9"]) {
        const { status, body } = await clients[name].send("GET", endpoint, {
          ...{ computer_id: "COMP-1", computer_partition_id: partition },
          ...{ computer_reference: "COMP-1", computer_partition_reference: partition },
        });
        refused.add(`${status} ${body}`);
      }
      expect([...refused]).toEqual([expect.stringMatching(/^404 no-such-instance: /)]);
    }
  },
);

describe("getComputerPartitionStatus", () => {
  test("of a free partition is that nothing was said", async () => {
    const { node } = await slapHouse();
    expect(namedIn(await node.get("getComputerPartitionStatus", free))).toMatchObject({
      no_data: 1,
      text: "#error no data found for COMP-1/slappart1",
    });
  });

  test("after a bang tells of it, until its agent says something else", async () => {
    const { node, ada } = await slapHouse();
    const status = async () => namedIn(await ada.get("getComputerPartitionStatus", there)).text;
    expect(await ada.post("softwareInstanceBang", { ...there, message: "wake up" })).toBe("OK");
    expect(await status()).toBe("#error bang called: wake up");
    await node.post("startedComputerPartition", there);
    expect(await status()).toBe("#access Instance correctly started");
  });
});
