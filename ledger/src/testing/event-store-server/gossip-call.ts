/** Answers Gossip.Read: which nodes the cluster has, and which of them leads. */
import gossip, { type ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js";
import shared from "@eventstore/db-client/generated/shared_pb.js";

export type Endpoint = { readonly address: string; readonly port: number };

export type Member = Endpoint & { readonly isLeader: boolean; readonly isAlive: boolean };

export function gossipAnswer(members: readonly Member[]): ClusterInfo {
  return new gossip.ClusterInfo().setMembersList(
    members.map(({ address, port, isLeader, isAlive }) => {
      const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
      return new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(`00000000-0000-8000-8000-00000000${port}`))
        .setTimeStamp(String(BigInt(Date.now()) * 10_000n))
        .setState(isLeader ? LEADER : FOLLOWER)
        .setIsAlive(isAlive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(address).setPort(port));
    }),
  );
}
