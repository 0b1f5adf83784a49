import { afterEach, beforeEach, expect, test } from "vitest";
import { called, jsonMarket, release, wish } from "#api/testing/json-market.ts";
import { hosted } from "#api/testing/market.ts";
import { type Caller, type World, world } from "#api/testing/world.ts";

const validated = "AND validation_state:validated";
const trees = `portal_type:"Instance Tree" ${validated}`;
const computers = `portal_type:"Compute Node" ${validated}`;
const softwareInstances = `portal_type:("Software Instance", "Slave Instance") ${validated}`;
const installations = `portal_type:"Software Installation" ${validated}`;
const request = "slapos.post.v0.software_instance";

let house: World;
let guid: string;
beforeEach(async () => {
  house = await world();
  const { offer } = await jsonMarket(house);
  guid = await hosted(house, offer);
});
afterEach(() => house.close());

/** As uritemplate expands what the root tells. */
async function find(caller: Caller, query: string, columns: readonly string[], more = "") {
  const selected = columns.map((name) => `&select_list=${name}`).join("");
  const url = `/hateoas/?mode=search&query=${encodeURIComponent(query)}${selected}${more}`;
  return house.get(caller, url);
}

async function found(caller: Caller, query: string, columns: readonly string[] = ["title"]) {
  const { status, body } = await find(caller, query, columns);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body._embedded.contents;
}

async function show(caller: Caller, address: string) {
  const url = `/hateoas/?mode=traverse&relative_url=${encodeURIComponent(address)}`;
  return house.get(caller, `${url}&view=slaposjs_view`);
}

async function fields(caller: Caller, address: string) {
  const { status, body } = await show(caller, address);
  expect(status).toBe(200);
  return Object.fromEntries(
    Object.entries<{ default: unknown }>(body._embedded._view).map(([name, field]) => [
      name,
      field.default,
    ]),
  );
}

test("an address with U+0000 is nobody's, as no row can have it", async () => {
  expect((await show("ada", "instance_tree_module/\0")).status).toBe(404);
  expect((await find("ada", "\0", ["title"])).status).toBe(400);
});

test.each(["/hateoas", "/hateoas/"])(
  "%s tells where to ask, on the host that was asked",
  async (url) => {
    const headers = { host: "master.example:8020" };
    const { status, body, headers: told } = await house.inject({ url, headers });
    const base = "http://master.example:8020/hateoas";
    expect([status, body]).toEqual([
      200,
      {
        _links: {
          self: { href: base },
          raw_search: { href: `${base}/?mode=search{&query,select_list*,limit*}`, templated: true },
          traverse: { href: `${base}/?mode=traverse{&relative_url,view}`, templated: true },
        },
      },
    ]);
    expect(told["cache-control"]).toBe("no-store");
  },
);

test.each([
  ["ada", "person_module/ada"],
  ["hoster", "organisation_module/hoster"],
  ["comp1", "compute_node_module/COMP-1"],
  ["guestbook", "software_instance_module/INST"],
] as const)("%s is told where it is itself, and finds itself there", async (caller, address) => {
  const { body } = await house.get(caller, "/hateoas/");
  const [, own = ""] = body._links.me.href.split("urn:jio:get:");
  expect(own).toContain(address);
  expect((await show(caller, own)).status).toBe(200);
});

test("service list: one's trees with their software, and nobody else's", async () => {
  await called(house, "bob", request, { ...wish, title: "of-bob" });
  expect(await found("ada", trees, ["title", "url_string"])).toEqual([
    {
      _links: { self: { href: expect.stringMatching(/^urn:jio:get:instance_tree_module\/TREE-/) } },
      title: "my-guestbook",
      url_string: release,
    },
  ]);
  expect(await found("bob", trees)).toMatchObject([{ title: "of-bob" }]);
  expect(await found("hoster", trees)).toEqual([]);
});

test("service info: what was requested, what was published, and how it is", async () => {
  const publish = "slapos.put.v0.software_instance_connection_parameter";
  const connection_parameter_dict = { url: "http://[::1]/" };
  await called(house, "comp1", publish, { instance_guid: guid, connection_parameter_dict });
  const [tree] = await found("ada", `${trees} AND title:="my-guestbook"`, [
    "title",
    "relative_url",
  ]);
  const { body } = await show("ada", tree.relative_url);
  expect(body._links.type.name).toBe("Instance Tree");
  expect(body._embedded._view.my_root_slave).toEqual({
    type: "IntegerField",
    key: "field_my_root_slave",
    default: 0,
  });
  expect(await fields("ada", tree.relative_url)).toEqual({
    form_id: "InstanceTree_viewAsHateoas",
    my_reference: expect.stringMatching(/^TREE-/),
    my_title: "my-guestbook",
    my_slap_state: "started",
    my_text_content:
      "<?xml version='1.0' encoding='utf-8'?>\n" +
      '<instance>\n  <parameter id="greeting">Welcome</parameter>\n</instance>\n',
    my_connection_parameter_list: [{ connection_key: "url", connection_value: "http://[::1]/" }],
    my_url_string: release,
    my_source_reference: "default",
    my_root_slave: 0,
    my_news: {
      instance: [
        {
          portal_type: "Software Instance",
          reference: guid,
          text: "#building waits for COMP-1 to process it",
        },
      ],
    },
  });
});

test("the fields of a form have types that clients read", async () => {
  const read = ["StringField", "EmailField", "IntegerField", "FloatField", "TextAreaField"];
  const { body } = await show("ada", `software_instance_module/${guid}`);
  for (const field of Object.values<{ type: string; key: string }>(body._embedded._view)) {
    expect(read).toContain(field.type);
    expect(field.key).toBeTruthy();
  }
});

test("a wait is told with its reason", async () => {
  const waiting = await called(house, "bob", request, { ...wish, title: "waits" });
  const { body } = await house.get("bob", `/v1/instances/${waiting.instance_guid}`);
  const { tree, instance } = body.instance;
  const reasons = [{ reason: "computer-full" as const, count: 3 }];
  await house.house("defer-allocation", { streamId: tree, detail: { instance, reasons } });
  const { my_news: news } = await fields("bob", `instance_tree_module/${tree}`);
  expect(news).toMatchObject({
    instance: [{ text: "#error waits to be placed: computer-full (3)" }],
  });
});

test("computer list and info: those that are one's own", async () => {
  expect(await found("hoster", computers, ["title", "reference", "relative_url"])).toMatchObject([
    { title: "A server in Paris", reference: "COMP-1" },
  ]);
  const [one] = await found("hoster", `${computers} AND reference:="COMP-1"`, ["relative_url"]);
  expect(await fields("hoster", one.relative_url)).toMatchObject({
    my_reference: "COMP-1",
    my_title: "A server in Paris",
    my_news: { computer: { text: "#error no data found for COMP-1" } },
  });
  expect(await fields("comp1", one.relative_url)).toMatchObject({
    my_news: { partition: { slappart0: { text: "#building waits for COMP-1 to process it" } } },
  });
  expect(await found("rival", computers)).toEqual([]);
  expect(await found("rival", `${computers} AND reference:="COMP-1"`)).toEqual([]);
  expect(await found("comp1", computers)).toHaveLength(1);
});

test("clients of some years ago say other names, and find the same", async () => {
  const old = `portal_type:"Hosting Subscription" ${validated} AND title:="my-guestbook"`;
  expect(await found("ada", old)).toHaveLength(1);
  expect(await found("hoster", `portal_type:"Computer" ${validated}`)).toHaveLength(1);
});

test("the instances of a tree, each with how it is", async () => {
  const query = `${softwareInstances} AND default_specialise_title:="my-guestbook"`;
  const columns = ["uid", "title", "relative_url", "portal_type", "url_string", "text_content"];
  const more = ["getConnectionXmlAsDict", "SoftwareInstance_getNewsDict", "never_heard_of"];
  expect(await found("ada", query, [...columns, ...more])).toEqual([
    {
      _links: expect.anything(),
      uid: guid,
      title: "my-guestbook",
      relative_url: `software_instance_module/${guid}`,
      portal_type: "Software Instance",
      url_string: release,
      text_content: expect.stringContaining("Welcome"),
      getConnectionXmlAsDict: {},
      SoftwareInstance_getNewsDict: expect.objectContaining({ reference: guid }),
    },
  ]);
  expect(await found("guestbook", query)).toHaveLength(1);
  expect(await found("comp1", softwareInstances)).toHaveLength(1);
  expect(await found("bob", query)).toEqual([]);
  expect(await found("ada", `portal_type:"Slave Instance" ${validated}`)).toEqual([]);
});

test("the software of a computer, each with how it is", async () => {
  const query = `${installations} AND default_aggregate_reference:="COMP-1"`;
  const [one] = await found("hoster", query, [
    "relative_url",
    "url_string",
    "SoftwareInstallation_getNewsDict",
  ]);
  expect(one).toMatchObject({
    url_string: release,
    SoftwareInstallation_getNewsDict: { text: expect.stringMatching(/^#error no data found for/) },
  });
  expect(await fields("hoster", one.relative_url)).toMatchObject({ my_url_string: release });
  expect(await found("rival", query)).toEqual([]);
});

test("what is destroyed, or is to be, is found no more", async () => {
  await called(house, "ada", request, { ...wish, state: "destroyed" });
  expect(await found("ada", trees)).toEqual([]);
});

test("40 are listed unless more are asked for", async () => {
  for (let index = 0; index < 41; index++)
    await called(house, "bob", request, { ...wish, title: `tree-${index}` });
  expect(await found("bob", trees)).toHaveLength(40);
  for (const more of ["&limit=1000", "&limit=0&limit=1000", "&limit=0,1000"])
    expect((await find("bob", trees, ["title"], more)).body._embedded.contents).toHaveLength(41);
});

test.each([
  ["a sentence that nobody knows", 'portal_type:"Instance Tree" OR 1', ""],
  ["no sentence", "", ""],
  ["a type that is not shown", 'portal_type:"Person"', ""],
  ["a word of JavaScript", 'portal_type:"constructor"', ""],
  ["no type", "validation_state:validated", ""],
  ["a column that is not searched", `${trees} AND destination_section:x`, ""],
  ["a limit that is none", trees, "&limit=many"],
])("%s is refused", async (_, query, more) => {
  const { status, body } = await find("ada", query, ["title"], more);
  expect([status, body.code]).toEqual([400, "schema-mismatch"]);
});

test.each([
  ["bob", "a tree of ada's"],
  ["ada", "instance_tree_module/TREE-NONE"],
  ["ada", "compute_node_module/COMP-1"],
  ["stranger", "software_instance_module/INST-NONE"],
  ["ada", "person_module/bob"],
  ["ada", "portal_types/Person"],
  ["ada", "constructor/Person"],
  ["ada", "../../v1/instances"],
  ["ada", ""],
] as const)("for %s nothing is at %s", async (caller, asked) => {
  const [tree] = await found("ada", trees, ["relative_url"]);
  const address = asked === "a tree of ada's" ? tree.relative_url : asked;
  const { status, body } = await show(caller, address);
  expect([status, body.code]).toEqual([404, "no-such-route"]);
});

test.each([
  "/hateoas/?mode=search&query=portal_type%3A%22Instance%20Tree%22",
  "/hateoas/?mode=traverse&relative_url=person_module/ada",
  "/hateoas/computer_module/Base_getComputerToken",
])("%s is for whoever is known", async (url) => {
  expect((await house.inject({ url })).status).toBe(401);
});

test("a mode that nobody knows is nowhere", async () => {
  expect((await house.get("ada", "/hateoas/?mode=newContent")).status).toBe(404);
});
