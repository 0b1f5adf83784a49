import { dictionary, type SlapValue } from "@partita/schemas/slap/slap-value.ts";
import { describe, expect, test } from "vitest";
import {
  attributesOf,
  HttpError,
  NotFoundError,
  ResourceNotReady,
} from "#api/slap/testing/slap-client.ts";
import { found, placed, release, slapHouse, there, wished } from "#api/slap/testing/slap-market.ts";

const text = (value: string) => `<marshal><string>${value}</string></marshal>`;

/** A request of the software in the partition, or of the agent on its behalf. */
function child(title: string, changes: Readonly<Record<string, SlapValue>> = {}) {
  return { ...wished(title, changes), ...there };
}

describe("requestComputerPartition", () => {
  test("is answered to the byte", async () => {
    const { ada, house } = await slapHouse();
    const asking = wished("web", { filter_xml: dictionary({ retention_delay: 7 }) });
    const waits = await ada.send("POST", "requestComputerPartition", asking);
    expect(waits).toMatchObject({ status: 408, body: "#building waits to be placed" });
    expect(waits.headers["cache-control"]).toBe("private");
    const guid = await placed(house, "web");
    const { body, headers } = await ada.send("POST", "requestComputerPartition", asking);
    const timestamp = /<int>(\d{16})<\/int>/.exec(body)?.[1];
    expect(headers["content-type"]).toBe("text/xml; charset=utf-8");
    expect(body).toBe(
      `<marshal><object id="i2" module="slapos.slap.slap" class="SoftwareInstance"><tuple/>
        <dictionary id="i3"><string>_connection_dict</string><dictionary id="i4"/>
        <string>_filter_dict</string><dictionary id="i5">
        <string>retention_delay</string><string>7</string></dictionary>
        <string>_instance_guid</string><string>${guid}</string>
        <string>_parameter_dict</string><dictionary id="i6"/>
        <string>_requested_state</string><string>started</string>
        <string>full_ip_list</string><list id="i7"><tuple><string>route_slaptap1</string>
        <string>172.16.1.2</string><string>172.16.1.1</string><string>255.255.255.0</string>
        <string>172.16.1.0</string></tuple></list>
        <string>instance_title</string><string>web</string>
        <string>ip_list</string><list id="i8"><tuple><string>slaptap1</string>
        <string>10.0.1.1</string></tuple><tuple><string>slaptap1</string>
        <string>2001:db8:1::3</string></tuple></list>
        <string>root_instance_short_title</string><string/>
        <string>root_instance_title</string><string>web</string>
        <string>slap_computer_id</string><string>COMP-1</string>
        <string>slap_computer_partition_id</string><string>slappart1</string>
        <string>slap_software_release_url</string><string>${release}</string>
        <string>slap_software_type</string><string>default</string>
        <string>slave_instance_list</string><list id="i9"/>
        <string>timestamp</string><int>${timestamp}</int></dictionary></object></marshal>`.replace(
        /\n */g,
        "",
      ),
    );
  });

  test("that changes nothing writes nothing", async () => {
    const { ada, house } = await slapHouse();
    const asking = wished("web", { partition_parameter_xml: dictionary({ a: "b" }) });
    await ada.send("POST", "requestComputerPartition", asking);
    const before = await house.ports.store.head();
    await ada.send("POST", "requestComputerPartition", asking);
    expect(await house.ports.store.head()).toBe(before);
  });

  test("says why it waits", async () => {
    const { ada, house } = await slapHouse();
    await ada.send("POST", "requestComputerPartition", wished("web"));
    const { instance, tree } = await found(house, "web");
    await house.house("defer-allocation", {
      streamId: tree,
      detail: { instance, reasons: [{ reason: "computer-full", count: 3 }] },
    });
    const { body } = await ada.send("POST", "requestComputerPartition", wished("web"));
    expect(body).toBe("#error waits to be placed: computer-full (3)");
  });

  test("keeps values that are no texts as Python writes them", async () => {
    const { ada, house } = await slapHouse();
    const values = dictionary({ port: 8080, on: true, off: null, list: ["é"] });
    const asking = wished("web", { partition_parameter_xml: values });
    await ada.send("POST", "requestComputerPartition", asking);
    expect((await found(house, "web")).parameters).toEqual({
      ...{ port: "8080", on: "True", off: "None", list: "['é']" },
    });
  });

  test.each([
    ["stopped", "stopped"],
    ["started", "started"],
  ])("wishes it %s", async (state, kept) => {
    const { ada, house } = await slapHouse();
    await ada.send("POST", "requestComputerPartition", wished("web", { state: text(state) }));
    expect(await found(house, "web")).toMatchObject({ state: kept });
  });

  test("to destroy what is not there creates nothing, and is never ready", async () => {
    const { ada, house } = await slapHouse();
    const before = await house.kinds();
    const asking = wished("web", { state: text("destroyed") });
    await expect(ada.post("requestComputerPartition", asking)).rejects.toThrow(ResourceNotReady);
    expect(await house.kinds()).toEqual(before);
  });

  test.each<[string, Readonly<Record<string, SlapValue>>]>([
    ["no title", { partition_reference: "" }],
    ["no release", { software_release: "None" }],
    ["a release that is no URL", { software_release: "not a url" }],
    ["a state of its own", { state: text("running") }],
    ["shared as a number", { shared_xml: 1 }],
    ["parameters that are a list", { partition_parameter_xml: [] }],
    ["a demand that is not marshalled", { filter_xml: "{}" }],
    ["a computer without a partition", { computer_id: "COMP-1" }],
  ])("with %s is malformed", async (_, changes) => {
    const { ada } = await slapHouse();
    const { status } = await ada.send("POST", "requestComputerPartition", wished("web", changes));
    expect(status).toBe(400);
  });

  test("for another release of a root is refused, and says so", async () => {
    const { ada } = await slapHouse();
    await ada.send("POST", "requestComputerPartition", wished("web"));
    const other = wished("web", { software_release: "https://sr.example/other.cfg" });
    const sent = ada.post("requestComputerPartition", other);
    await expect(sent).rejects.toThrow(/^409: release-fixed/);
  });
});

describe("a child", () => {
  test.each(["node", "software"] as const)("is requested by the %s", async (name) => {
    const clients = await slapHouse();
    await clients[name].send("POST", "requestComputerPartition", child("db"));
    const requested = await found(clients.house, "db");
    expect(requested).toMatchObject({ requester: clients.guestbook, owner: "person:ada" });
    await placed(clients.house, "db");
    const sent = clients[name].load("requestComputerPartition", child("db"));
    expect(attributesOf(await sent)).toMatchObject({ root_instance_title: "my-guestbook" });
  });

  test("is requested by the software's certificate alone, which says what it is of", async () => {
    const { software, house, guestbook } = await slapHouse();
    await software.send("POST", "requestComputerPartition", wished("db"));
    expect(await found(house, "db")).toMatchObject({ requester: guestbook });
  });

  test("is requested again, unchanged, without a word in the log", async () => {
    const { node, house } = await slapHouse();
    await node.send("POST", "requestComputerPartition", child("db"));
    const before = await house.ports.store.head();
    await node.send("POST", "requestComputerPartition", child("db"));
    expect(await house.ports.store.head()).toBe(before);
  });

  test("of a stopped tree is stopped, and stays so without a word in the log", async () => {
    const { node, house, guestbook } = await slapHouse();
    await house.post("ada", `/v1/instances/${guestbook}/stop`, {});
    await node.send("POST", "requestComputerPartition", child("db"));
    expect(await found(house, "db")).toMatchObject({ state: "stopped" });
    const before = await house.ports.store.head();
    await node.send("POST", "requestComputerPartition", child("db"));
    expect(await house.ports.store.head()).toBe(before);
  });

  test("with the title of the root is not found", async () => {
    const { node } = await slapHouse();
    const sent = node.post("requestComputerPartition", child("my-guestbook"));
    await expect(sent).rejects.toThrow(NotFoundError);
  });

  test("of a partition that is free, or another's, is not to be had", async () => {
    const { node, stranger, bob } = await slapHouse();
    const free = { ...child("db"), computer_partition_id: "slappart1" };
    await expect(node.post("requestComputerPartition", free)).rejects.toThrow(NotFoundError);
    for (const client of [stranger, bob])
      await expect(client.post("requestComputerPartition", child("db"))).rejects.toThrow(HttpError);
  });
});

describe("softwareInstanceBang", () => {
  test.each(["node", "software", "ada"] as const)("is raised by the %s", async (name) => {
    const clients = await slapHouse();
    const banged = clients[name].post("softwareInstanceBang", { ...there, message: "dead" });
    expect(await banged).toBe("OK");
    expect(await clients.house.kinds()).toContain("bang-raised");
  });

  test("has it processed again: its timestamp is another one", async () => {
    const { node, ada } = await slapHouse();
    const stamp = async () => {
      const asked = { computer_reference: "COMP-1", computer_partition_reference: "slappart0" };
      const { body } = await node.send("GET", "registerComputerPartition", asked);
      return /<int>(\d{16})<\/int>/.exec(body)?.[1];
    };
    const before = await stamp();
    await ada.post("softwareInstanceBang", { ...there, message: "dead" });
    expect(await stamp()).not.toBe(before);
  });

  test.each(["bob", "stranger", "owner"] as const)("is nothing for %s", async (name) => {
    const clients = await slapHouse();
    const sent = clients[name].post("softwareInstanceBang", { ...there, message: "dead" });
    await expect(sent).rejects.toThrow(NotFoundError);
  });
});

describe("softwareInstanceRename", () => {
  test("gives it another title", async () => {
    const { software, house, guestbook } = await slapHouse();
    expect(await software.post("softwareInstanceRename", { ...there, new_name: "blog" })).toBe(
      "None",
    );
    expect(await found(house, "blog")).toMatchObject({ instance: guestbook });
  });

  test("frees the old one: the tree has the new title, and another tree the old", async () => {
    const { ada, house, guestbook } = await slapHouse();
    const named = { software_type: "default" };
    await ada.post("softwareInstanceRename", { ...there, new_name: "blog" });
    const before = await house.ports.store.head();
    const sla = dictionary({ region: "europe", max_price: "4 EUR" });
    const same = { filter_xml: sla, partition_parameter_xml: dictionary({ greeting: "a & b" }) };
    const blog = await ada.load("requestComputerPartition", wished("blog", { ...named, ...same }));
    expect(attributesOf(blog)._instance_guid).toBe(guestbook);
    expect(await house.ports.store.head()).toBe(before);
    await ada.send("POST", "requestComputerPartition", wished("my-guestbook"));
    expect((await found(house, "my-guestbook")).instance).not.toBe(guestbook);
  });

  test("of a title that is taken is refused", async () => {
    const { node } = await slapHouse();
    await node.send("POST", "requestComputerPartition", child("db"));
    const sent = node.post("softwareInstanceRename", { ...there, new_name: "db" });
    await expect(sent).rejects.toThrow(/^409: title-taken/);
  });
});

describe("updateComputerPartitionRelatedInstanceList", () => {
  async function withChildren(filter_xml: SlapValue) {
    const clients = await slapHouse();
    const { ada, node, house } = clients;
    await ada.send("POST", "requestComputerPartition", wished("web", { filter_xml }));
    await placed(house, "web");
    const from = { ...there, computer_partition_id: "slappart1" };
    for (const title of ["db", "cache"])
      await node.send("POST", "requestComputerPartition", { ...wished(title), ...from });
    const instance_reference_xml = ["db"];
    const update = "updateComputerPartitionRelatedInstanceList";
    expect(await node.post(update, { ...from, instance_reference_xml })).toBe("None");
    return Promise.all(["db", "cache"].map(async (title) => (await found(house, title)).state));
  }

  test("destroys what is requested no more, when that was wished", async () => {
    const states = await withChildren(dictionary({ related_gc: "yes" }));
    expect(states).toEqual(["started", "destroyed"]);
  });

  test("destroys nothing otherwise", async () => {
    expect(await withChildren(new Map())).toEqual(["started", "started"]);
  });
});
