import { expect, onTestFinished, test } from "vitest";
import {
  attributesOf,
  namedIn,
  ResourceNotReady,
  slapClient,
} from "#api/slap/testing/slap-client.ts";
import { placed, release, slapMarket, wished } from "#api/slap/testing/slap-market.ts";
import { world } from "#api/testing/world.ts";

async function opened() {
  const house = await world();
  onTestFinished(() => house.close());
  await slapMarket(house);
  return house;
}

test("a computer is formatted, and an instance lives on it, over SLAP alone", async () => {
  const house = await opened();
  const ada = slapClient(house, "ada");
  const node = slapClient(house, "comp1");
  const at = { computer_id: "COMP-1", computer_partition_id: "slappart0" };

  const asking = wished("web", { partition_parameter_xml: new Map([["greeting", "a & b <c>"]]) });
  await expect(ada.post("requestComputerPartition", asking)).rejects.toThrow(ResourceNotReady);
  const guid = await placed(house, "web");

  const requested = attributesOf(await ada.load("requestComputerPartition", asking));
  expect(requested).toMatchObject({
    _instance_guid: guid,
    _requested_state: "started",
    slap_computer_id: "COMP-1",
    slap_computer_partition_id: "slappart0",
    slap_software_release_url: release,
  });
  expect(namedIn(requested._parameter_dict)).toEqual({ greeting: "a & b <c>" });

  const full = attributesOf(
    await node.get("getFullComputerInformation", { computer_id: "COMP-1" }),
  );
  const [busy, free] = (full._computer_partition_list as []).map(attributesOf);
  expect(busy).toMatchObject({ _requested_state: "started", _need_modification: 1 });
  expect(namedIn(busy?._parameter_dict).timestamp).toBe(requested.timestamp);
  expect(free).toMatchObject({ _requested_state: "destroyed", _need_modification: 0 });

  const url = { url: release, computer_id: "COMP-1" };
  expect(await node.post("buildingSoftwareRelease", url)).toBe("None");
  expect(await node.post("availableSoftwareRelease", url)).toBe("None");
  expect(await node.post("startedComputerPartition", at)).toBe("None");
  const connection_xml = new Map([["url", "https://[2001:db8::2]/?a=1&b=2"]]);
  await node.post("setComputerPartitionConnectionXml", {
    ...at,
    connection_xml,
    slave_reference: null,
  });
  const again = attributesOf(await ada.load("requestComputerPartition", asking));
  expect(again._connection_dict).toEqual(connection_xml);

  const gone = wished("web", { state: "<marshal><string>destroyed</string></marshal>" });
  await expect(ada.post("requestComputerPartition", gone)).rejects.toThrow(ResourceNotReady);
  expect(await node.post("stoppedComputerPartition", at)).toBe("None");
  expect(await node.post("destroyedComputerPartition", at)).toBe("None");
  expect(await house.kinds()).toContain("instance-destroyed");
});
