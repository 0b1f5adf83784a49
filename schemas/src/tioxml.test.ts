import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, test } from "vitest";
import {
  parseTioxml,
  tioxmlAttributesMax,
  tioxmlCharactersMax,
  tioxmlDepthMax,
  writeTioxml,
} from "./tioxml.ts";
import { usageTextCharactersMax } from "./usage-line.ts";

/** A movement as SlapOS's agents write it (spec/slapos.md, 7.2). */
function movement(changes: Readonly<Record<string, string>> = {}): string {
  const fields = {
    resource: "CPU Consumption",
    title: "web CPU",
    reference: "slappart0",
    quantity: "42.5",
    price: "0.0",
    VAT: "None",
    category: "None",
    ...changes,
  };
  const texts = Object.entries(fields).map(([name, text]) => `<${name}>${text}</${name}>`);
  return `<movement>${texts.join("")}</movement>`;
}

function journal({
  start = "<start_date>2026-01-01 00:00:00</start_date>",
  stop = "<stop_date>2026-01-02 at 10:00:00</stop_date>",
  reference = "COMP-1",
  movements = movement(),
} = {}): string {
  return `<?xml version="1.0"?><journal><transaction type="Sale Packing List">
<title>Resource consumptions</title>${start}${stop}
<reference>${reference}</reference><currency></currency><payment_mode></payment_mode>
<category></category><arrow type="Administration"><source></source></arrow>
${movements}
</transaction></journal>`;
}

function reportOf(text: string) {
  const parsed = parseTioxml(text);
  assert.ok("report" in parsed, JSON.stringify(parsed));
  return parsed.report;
}

function faultOf(text: string): string {
  const parsed = parseTioxml(text);
  assert.ok("fault" in parsed, JSON.stringify(parsed));
  return parsed.fault;
}

const fields = (text: string) => reportOf(text).lines.map(({ line, ...read }) => read);

describe("a journal of SlapOS's agents", () => {
  test("gives reference, period and lines, all as text", () => {
    assert.deepEqual(reportOf(journal()), {
      reference: "COMP-1",
      startsAt: "2026-01-01T00:00:00.000Z",
      stopsAt: "2026-01-02T10:00:00.000Z",
      lines: [{ line: 5, resource: "CPU Consumption", reference: "slappart0", quantity: "42.5" }],
    });
  });

  test("of a whole node (7.3) is read too", () => {
    const text = `<?xml version='1.0' encoding='utf-8'?>
<journal><transaction type="Sale Packing List">
<title>Eco Information for COMP-1 </title>
<start_date>2026-01-01 00:00:00</start_date><stop_date>2026-01-01 23:59:59</stop_date>
<reference>2026-01-01-global</reference>
<currency/><payment_mode/><category/><arrow type="Destination"/>
<movement><resource>service_module/memory_used</resource>
<title>Memory Used Average for slapuser0</title><reference>slapuser0</reference>
<quantity>180.2</quantity><price>0.0</price><VAT/><category/></movement>
</transaction></journal>`;
    const { reference, stopsAt, lines } = reportOf(text);
    assert.deepEqual(
      { reference, stopsAt, quantities: lines.map(({ quantity }) => quantity) },
      {
        reference: "2026-01-01-global",
        stopsAt: "2026-01-01T23:59:59.000Z",
        quantities: ["180.2"],
      },
    );
  });

  test("says on which line each movement starts", () => {
    const movements = [movement(), "", movement(), movement().replace(">", "\n>")].join("\n");
    assert.deepEqual(
      reportOf(journal({ movements })).lines.map(({ line }) => line),
      [5, 7, 8],
    );
  });

  test("is read with CDATA, character references and comments", () => {
    const movements = movement({
      reference: "<![CDATA[slap]]>part&#48;",
      quantity: "4<!-- two -->2",
      title: "a &amp; b",
    });
    assert.deepEqual(fields(journal({ movements })), [
      { resource: "CPU Consumption", reference: "slappart0", quantity: "42" },
    ]);
  });

  test("may have no movement at all", () => {
    assert.deepEqual(reportOf(journal({ movements: "" })).lines, []);
  });
});

describe("one bad line never loses the good ones", () => {
  const good = { resource: "CPU Consumption", reference: "slappart0", quantity: "42.5" };
  test.each([
    ["nothing in it", "<movement/>", { resource: "", reference: "", quantity: "" }],
    ["no quantity", movement().replace("<quantity>42.5</quantity>", ""), { ...good, quantity: "" }],
    ["text for a number", movement({ quantity: "many" }), { ...good, quantity: "many" }],
    [
      "two quantities",
      movement().replace("<quantity>", "<quantity>1</quantity><quantity>"),
      { ...good, quantity: "1 42.5" },
    ],
    [
      "an element in its quantity",
      movement({ quantity: "1<b>2</b>" }),
      { ...good, quantity: "1 <b> 2" },
    ],
    [
      "a text without end",
      movement({ reference: "x".repeat(5000) }),
      { ...good, reference: "x".repeat(usageTextCharactersMax) },
    ],
  ])("a line with %s", (_, bad, read) => {
    assert.deepEqual(fields(journal({ movements: bad + movement() })), [read, good]);
  });
});

describe("dates", () => {
  const written = (start: string) => journal({ start: `<start_date>${start}</start_date>` });

  test.each([
    ["2026-01-02 03:04:05", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02 at 03:04:05", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05.678Z"],
  ])("%s is %s", (text, instant) => {
    assert.equal(reportOf(written(text)).startsAt, instant);
  });

  test.each(["", "yesterday", "2026-02-30 00:00:00", "2026-01-01 24:00:00", "2026-01-01T00:00:00"])(
    "%s is none, and the fault says which are",
    (text) => {
      assert.match(faultOf(written(text)), /^start_date must be given, in UTC, as 2026-01-31/);
    },
  );

  test("must both be there", () => {
    assert.match(faultOf(journal({ stop: "<stop_date/>" })), /^stop_date must be given/);
  });
});

describe("what is no report is a fault that says where", () => {
  const lol = '<!DOCTYPE journal [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>';
  test.each([
    ["nothing", "", /^line 1, column 1: document must contain a root element/],
    ["JSON", "{}", /^line 1, column \d+: text data outside of root node/],
    ["another document", "<consumption/>", /root element is consumption, where a report has jour/],
    ["an empty journal", "<journal/>", /^the journal has no transaction$/],
    ["half a journal", journal().slice(0, -40), /^line 5, column \d+: unclosed tag/],
    ["a bare &", journal({ reference: "a & b" }), /\(line 3 has a bare &: write &amp;\)$/],
    ["a DOCTYPE", lol + journal(), /^line 1, column \d+: a DOCTYPE is refused/],
    ["an unknown entity", journal({ reference: "&lol;" }), /^line 3, column \d+: undefined entity/],
    ["no reference", journal({ reference: "" }), /^the reference must have 1 to 200/],
    ["a long reference", journal({ reference: "x".repeat(201) }), /^the reference/],
    [
      "two transactions",
      journal().replace("</journal>", "<transaction/></journal>"),
      /^line 6, column \d+: a second transaction; send each in a document of its own/,
    ],
  ])("%s", (_, text, fault) => {
    assert.match(faultOf(text), fault);
  });
});

describe("limits", () => {
  const nested = (depth: number) =>
    journal({ movements: `${"<a>".repeat(depth)}${"</a>".repeat(depth)}` });

  test(`${tioxmlCharactersMax} characters`, () => {
    const padded = journal() + " ".repeat(tioxmlCharactersMax - journal().length);
    assert.equal(reportOf(padded).reference, "COMP-1");
    assert.match(faultOf(`${padded} `), /^the document is longer than 5000000 characters/);
  });

  test(`${tioxmlDepthMax} elements deep`, () => {
    assert.deepEqual(reportOf(nested(tioxmlDepthMax - 2)).lines, []);
    assert.match(faultOf(nested(tioxmlDepthMax - 1)), /more than 16 deep/);
  });

  test("10,000 movements", () => {
    assert.equal(
      reportOf(journal({ movements: "<movement/>".repeat(10_000) })).lines.length,
      10_000,
    );
    assert.match(faultOf(journal({ movements: "<movement/>".repeat(10_001) })), /10000 movements/);
  });

  test(`${tioxmlAttributesMax} attributes`, () => {
    const attributes = Array.from({ length: tioxmlAttributesMax }, (_, index) => `a${index}=""`);
    assert.match(
      faultOf(`<journal ${attributes.join(" ")}><b c=""/></journal>`),
      /1000 attributes/,
    );
  });
});

describe("whatever comes in", () => {
  /** Either a report or a fault; anything thrown fails the property. */
  function readable(text: string) {
    const parsed = parseTioxml(text);
    assert.ok("report" in parsed !== "fault" in parsed);
  }

  test("any text is read or refused", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), readable));
  });

  test("a report with any part replaced by any other is read or refused", () => {
    const report = journal({ movements: movement() + movement({ quantity: "1e3" }) });
    const place = fc.nat({ max: report.length });
    const scraps = fc.constantFrom("<", ">", "&", "]]>", "<![CDATA[", "<!--", "</movement>", "\0");
    fc.assert(
      fc.property(place, fc.nat({ max: 40 }), fc.oneof(fc.string(), scraps), (at, cut, put) =>
        readable(report.slice(0, at) + put + report.slice(at + cut)),
      ),
      { numRuns: 2000 },
    );
  });
});

describe("writeTioxml", () => {
  // Neither end of a text may be blank, since readers trim; what XML cannot carry comes below.
  const text = fc
    .string({ unit: "binary", minLength: 1, maxLength: 60 })
    .map((written) =>
      written.replace(/[^\t\n\r\u{20}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "<&>").trim(),
    )
    .filter((written) => written !== "");
  const instant = fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toISOString());
  const lines = fc.array(fc.record({ resource: text, reference: text, quantity: text }));

  test("is read back as it was", () => {
    fc.assert(
      fc.property(text, instant, instant, lines, (reference, startsAt, stopsAt, written) => {
        const numbered = written.map((line) => ({ ...line, line: 1 }));
        const read = reportOf(writeTioxml({ reference, startsAt, stopsAt, lines: numbered }));
        // The writer gives each movement a line of its own, wherever it was read from.
        const renumbered = read.lines.map((line) => ({ ...line, line: 1 }));
        assert.deepEqual(
          { ...read, lines: renumbered },
          { reference, startsAt, stopsAt, lines: numbered },
        );
      }),
    );
  });

  test("refuses a character that XML cannot carry", () => {
    const report = { ...reportOf(journal()), reference: "COMP\u0001" };
    assert.throws(() => writeTioxml(report), /reference has a character that XML cannot carry/);
  });
});
