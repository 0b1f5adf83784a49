import { describe, expect, test } from "vitest";
import { readSlapUsage } from "#schemas/slap/slap-usage.ts";

type Line = Readonly<Record<string, string>>;

function journal(head: Line, lines: readonly Line[]): string {
  const fields = (texts: Line) =>
    Object.entries(texts)
      .map(([name, text]) => `<${name}>${text}</${name}>`)
      .join("");
  const movements = lines.map((line) => `<movement>${fields(line)}</movement>`).join("");
  const transaction = `<transaction type="Sale Packing List">${fields(head)}${movements}`;
  return `<journal>${transaction}</transaction></journal>`;
}

const aggregate = { start_date: "", stop_date: "2026-01-02 at 10:00:00", reference: "COMP-1" };
const cpu = { resource: "cpu-second", reference: "slappart0", quantity: "42.5" };
const day = {
  start_date: "2026-01-01 00:00:00",
  stop_date: "2026-01-02 00:00:00",
  reference: "2026-01-01-global",
};

function reportOf(text: string) {
  const read = readSlapUsage(text);
  if ("fault" in read) throw new Error(read.fault);
  return read.report;
}

describe("an aggregate", () => {
  test("is booked on the second before it was made", () => {
    expect(reportOf(journal(aggregate, [cpu]))).toMatchObject({
      startsAt: "2026-01-02T09:59:59.000Z",
      stopsAt: "2026-01-02T10:00:00.000Z",
      lines: [cpu],
    });
  });

  test("is another report with each content, and the same when it is sent again", () => {
    const first = reportOf(journal(aggregate, [cpu])).reference;
    const later = { ...aggregate, stop_date: "2026-01-02 at 11:00:00" };
    expect(reportOf(journal(aggregate, [cpu])).reference).toBe(first);
    expect(first).toMatch(/^COMP-1 2026-01-02T10:00:00.000Z [0-9a-f]{16}$/);
    expect(reportOf(journal(later, [cpu])).reference).not.toBe(first);
    expect(reportOf(journal(aggregate, [{ ...cpu, quantity: "1" }])).reference).not.toBe(first);
  });

  test("has a reference within its limit, however long the agent's is", () => {
    const long = { ...aggregate, reference: "x".repeat(200) };
    expect(reportOf(journal(long, [cpu])).reference).toHaveLength(200);
  });
});

describe("the journal of a computer's day", () => {
  const memory = { resource: "service_module/memory_used", reference: "slapuser0" };

  test("tells what a unix user had of memory: GiB hours of its partition", () => {
    const { lines } = reportOf(journal(day, [{ ...memory, quantity: "512" }]));
    expect(lines).toMatchObject([
      { resource: "memory-gib-hour", reference: "slappart0", quantity: "12.000000000" },
    ]);
  });

  test.each([
    [
      { ...memory, quantity: "many" },
      { resource: memory.resource, reference: "slappart0" },
    ],
    [{ ...memory, quantity: "1", reference: "alice" }, { reference: "alice" }],
    [
      { resource: "service_module/disk_used", reference: "slapuser1", quantity: "7" },
      { resource: "service_module/disk_used", reference: "slappart1", quantity: "7" },
    ],
    [
      { resource: "service_module/cpu_load_percent", reference: "COMP-1", quantity: "12.5" },
      { resource: "service_module/cpu_load_percent", reference: "COMP-1", quantity: "12.5" },
    ],
  ])("leaves %j for the judge", (line, read) => {
    expect(reportOf(journal(day, [line])).lines).toMatchObject([read]);
  });
});

test.each([
  [journal({ ...aggregate, stop_date: "" }, [cpu]), "stop_date"],
  ["<consumption/>", "journal"],
  ["not xml", "1"],
])("%.30s is no report", (text, fault) => {
  expect(readSlapUsage(text)).toEqual({ fault: expect.stringContaining(fault) });
});
