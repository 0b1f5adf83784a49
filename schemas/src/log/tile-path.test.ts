import { expect, test } from "vitest";
import { indexPath, parseIndexPath, tilePath, widthIn } from "./tile-path.ts";

test.each([
  [{ level: 0, index: 0, width: 256 }, "0/000"],
  [{ level: 0, index: 7, width: 1 }, "0/007.p/1"],
  [{ level: 1, index: 1234067, width: 256 }, "1/x001/x234/067"],
  [{ level: 2, index: 1000, width: 255 }, "2/x001/000.p/255"],
])("the tile %o is called %s", (tile, path) => {
  expect(tilePath(tile)).toBe(path);
});

test("a path is read back to the tile it is made from", () => {
  for (const index of [0, 9, 999, 1000, 123456, 999999, 1000000, 2 ** 45])
    for (const width of [1, 255, 256])
      expect(parseIndexPath(indexPath(index, width))).toEqual({ index, width });
});

test.each([
  "",
  "0",
  "0000",
  "x000/001",
  "001/002",
  "x001",
  "001.p/0",
  "001.p/256",
  "001.p/257",
  "001.p/01",
  "001.p",
  "-01",
  "x999/x999/x999/x999/x999/999",
])('"%s" is no tile', (path) => {
  expect(parseIndexPath(path)).toBeUndefined();
});

test("a tile has as many hashes as the tree reaches into it", () => {
  expect([0, 1, 2].map((index) => widthIn(300, 0, index))).toEqual([256, 44, 0]);
  expect([0, 1].map((index) => widthIn(300, 1, index))).toEqual([1, 0]);
  expect(widthIn(255, 1, 0)).toBe(0);
  expect(widthIn(256 ** 2 + 256, 2, 0)).toBe(1);
  expect(widthIn(256 ** 2 + 256, 1, 1)).toBe(1);
});
