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

function reportOf(text: string, receivedAt = "2026-01-02T10:00:05.000Z") {
  const read = readSlapUsage(text, receivedAt);
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

  test.each([
    ["in UTC", "2026-01-02T10:00:05.000Z", "2026-01-02T10:00:00.000Z"],
    ["in Paris", "2026-01-02T09:00:05.000Z", "2026-01-02T09:00:00.000Z"],
    ["in Kathmandu", "2026-01-02T04:15:40.000Z", "2026-01-02T04:15:00.000Z"],
    ["in Los Angeles, the evening before", "2026-01-02T18:00:01.000Z", "2026-01-02T18:00:00.000Z"],
    [
      "where the clock is half a minute ahead",
      "2026-01-02T08:59:30.000Z",
      "2026-01-02T09:00:00.000Z",
    ],
    ["ten minutes before it is posted", "2026-01-02T10:10:00.000Z", "2026-01-02T10:00:00.000Z"],
    [
      "by a clock that is five minutes ahead",
      "2026-01-02T09:55:00.000Z",
      "2026-01-02T10:00:00.000Z",
    ],
    ["days ago", "2026-01-05T10:00:00.000Z", "2026-01-02T10:00:00.000Z"],
  ])("that was made %s is booked when it was made", (_, receivedAt, stopsAt) => {
    const { reference, ...report } = reportOf(journal(aggregate, [cpu]), receivedAt);
    expect(report.stopsAt).toBe(stopsAt);
    // The reference tells repetitions: it must not depend on when it is posted.
    expect(reference).toBe(reportOf(journal(aggregate, [cpu])).reference);
  });

  test("adds up what is of one partition and resource, and nothing else", () => {
    const lines = [
      cpu,
      { ...cpu, quantity: "many" },
      { ...cpu, reference: "slappart1", quantity: "7.50" },
      { ...cpu, quantity: "1.5e-1" },
      { ...cpu, quantity: ".35" },
    ];
    expect(reportOf(journal(aggregate, lines)).lines).toMatchObject([
      { reference: "slappart0", quantity: "43" },
      { reference: "slappart0", quantity: "many" },
      { reference: "slappart1", quantity: "7.50" },
    ]);
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

  test("reads a float as Python writes it", () => {
    const { lines } = reportOf(journal(day, [{ ...memory, quantity: "0.30000000000000004" }]));
    expect(lines).toMatchObject([{ resource: "memory-gib-hour", quantity: "0.007031250" }]);
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
  expect(readSlapUsage(text, "2026-01-02T10:00:05.000Z")).toEqual({
    fault: expect.stringContaining(fault),
  });
});
