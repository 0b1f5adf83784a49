import { expect, test } from "vitest";
import { feedPlaces } from "#api/feed/feed-places.ts";

test("nobody takes more places than one may, and all together no more than there are", () => {
  const places = feedPlaces({ feedsMax: 3, feedsPerIdentityMax: 2 });
  const ada = [places.take("ada"), places.take("ada")];
  expect(ada.every((place) => place !== undefined)).toBe(true);
  expect(places.take("ada")).toBeUndefined();
  expect(places.take("bob")).toBeDefined();
  expect(places.take("carl")).toBeUndefined();
});

test("a place that is given back is free", () => {
  const places = feedPlaces({ feedsMax: 1, feedsPerIdentityMax: 1 });
  places.take("ada")?.();
  const back = places.take("bob");
  expect(places.take("ada")).toBeUndefined();
  back?.();
  expect(places.take("ada")).toBeDefined();
});
