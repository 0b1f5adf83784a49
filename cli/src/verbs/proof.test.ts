import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const nowhere = "http://127.0.0.1:1";

test.each([
  [[], "partita proof needs a movement, or --from <size>."],
  [["one/0", "--from", "3"], "partita proof needs a movement, or --from <size>."],
  [["--from", "three"], '--from is a number of movements, not "three".'],
  [["one/0", "--since", "-1"], '--since is a number of movements, not "-1".'],
])("%j is a mistake that is explained", async (words, told) => {
  expect(await say(["proof", ...words], nowhere)).toEqual({ exit: 2, printed: "", told });
});
