/** Chooses among the media types of the feed by the Accept header (RFC 9110, section 12.5.1). */

/** The first is what somebody gets who says nothing, or everything. */
export const feedMedia = [
  "application/json",
  "application/jsonl",
  "application/x-ndjson",
  "text/event-stream",
  "application/cloudevents-batch+json",
  "application/cloudevents+json",
] as const;
export type FeedMedia = (typeof feedMedia)[number];

type Range = { readonly type: string; readonly quality: number };

/** Undefined: none of them is acceptable. Of equals the first in our list. */
export function negotiate(accept: string | undefined): FeedMedia | undefined {
  const ranges = accept === undefined || accept.trim() === "" ? [anything] : rangesIn(accept);
  const ranked = feedMedia
    .map((media) => ({ media, quality: qualityOf(media, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality);
  return ranked[0]?.media;
}

const anything: Range = { type: "*/*", quality: 1 };

function rangesIn(accept: string): readonly Range[] {
  return accept.split(",").map((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((one) => one.startsWith("q="))?.slice("q=".length);
    const quality = weight === undefined ? 1 : Number(weight);
    return { type, quality: Number.isNaN(quality) ? 0 : quality };
  });
}

/** The most specific range decides: `text/event-stream`, then `text/*`, then all. */
function qualityOf(media: FeedMedia, ranges: readonly Range[]): number {
  const fitting = [media, `${media.slice(0, media.indexOf("/"))}/*`, "*/*"];
  for (const type of fitting) {
    const range = ranges.find((one) => one.type === type);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
