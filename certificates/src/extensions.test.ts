import { expect, test } from "vitest";
import { encode } from "./der.ts";
import {
  alternativeNames,
  crlNumber,
  forAuthorities,
  forLeaves,
  listedAt,
  ofIssuerKey,
  ofSubjectKey,
  revocationReason,
} from "./extensions.ts";

/** Written out by hand from RFC 5280. */
test.each([
  ["may sign anything", forAuthorities()[0], "300f0603551d130101ff040530030101ff"],
  ["may sign leaves", forAuthorities(0)[0], "30120603551d130101ff040830060101ff020100"],
  ["for signing", forAuthorities()[1], "300e0603551d0f0101ff040403020106"],
  ["is a leaf", forLeaves("client")[0], "300c0603551d130101ff04023000"],
  ["signs handshakes", forLeaves("client")[1], "300e0603551d0f0101ff040403020780"],
  ["connects", forLeaves("client")[2], "30130603551d25040c300a06082b06010505070302"],
  ["serves", forLeaves("server")[2], "30130603551d25040c300a06082b06010505070301"],
  ["its key", ofSubjectKey(Buffer.of(1)), "300a0603551d0e0403040101"],
  ["the key above", ofIssuerKey(Buffer.of(1)), "300c0603551d2304053003800101"],
  ["a URI", alternativeNames([{ uri: "a:b" }]), "300e0603551d11040730058603613a62"],
  ["a name", alternativeNames([{ dns: "a" }]), "300c0603551d1104053003820161"],
  ["an address", alternativeNames([{ address: Buffer.of(1) }]), "300c0603551d1104053003870101"],
  ["a list", listedAt("a:b"), "30140603551d1f040d300b3009a007a0058603613a62"],
  ["a number", crlNumber(255n), "300b0603551d140404020200ff"],
  ["a reason", revocationReason(1), "300a0603551d1504030a0101"],
])("%s", (_, der, hex) => {
  expect(der === undefined ? "" : encode(der).toString("hex")).toBe(hex);
});
