import assert from "node:assert/strict";
import { Errors } from "typebox/value";
import { test } from "vitest";
import { CloudEvent, cloudEvent } from "./cloud-event.ts";
import { a } from "./testing/a.ts";

test("a movement fits into the envelope, whole, with its place as attributes", () => {
  const { causes, items, ...movement } = a("instance-requested");
  const recorded = {
    ...movement,
    causes: [...causes],
    items: [...items],
    stream: "instance-tree-TREE-1",
    revision: 3,
    position: "1234",
  };
  const event = cloudEvent(recorded);
  assert.deepEqual(Errors(CloudEvent, event), []);
  assert.deepEqual(event, {
    specversion: "1.0",
    id: movement.id,
    source: "/v1/movements",
    type: "partita.movement.instance-requested",
    time: "2026-01-01T00:00:00.000Z",
    subject: "instance-tree-TREE-1",
    datacontenttype: "application/json",
    partitaposition: "1234",
    partitarevision: 3,
    sequence: "00000000000000001234",
    data: recorded,
  });
});
