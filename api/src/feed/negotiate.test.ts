import { expect, test } from "vitest";
import { negotiate } from "#api/feed/negotiate.ts";

test.each([
  [undefined, "application/json"],
  ["", "application/json"],
  ["*/*", "application/json"],
  ["application/json", "application/json"],
  ["Application/JSON; charset=utf-8", "application/json"],
  ["application/jsonl", "application/jsonl"],
  ["application/x-ndjson", "application/x-ndjson"],
  ["text/event-stream", "text/event-stream"],
  ["text/*", "text/event-stream"],
  ["text/html, application/*;q=0.5", "application/json"],
  ["application/jsonl;q=0.5, text/event-stream", "text/event-stream"],
  ["application/json;q=0, */*;q=0.1", "application/jsonl"],
  ["application/cloudevents-batch+json", "application/cloudevents-batch+json"],
  ["application/cloudevents+json", "application/cloudevents+json"],
  ["text/html", undefined],
  ["application/json;q=0", undefined],
  ["application/json;q=nonsense", undefined],
])("Accept: %s is answered with %s", (accept, media) => expect(negotiate(accept)).toBe(media));
