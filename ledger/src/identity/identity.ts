/** An identity's stream: which certificates, enrolments and tokens show who its holder is. */
import type { Decider } from "#ledger/decider.ts";
import { recordCertificate, revokeCertificate } from "#ledger/identity/certificates.ts";
import { issueEnrolment, redeemEnrolment, revokeEnrolment } from "#ledger/identity/enrolments.ts";
import {
  certified,
  enrolled,
  enrolmentEnded,
  initial,
  type State,
  tokenGiven,
  tokenRevoked,
  uncertified,
} from "#ledger/identity/state.ts";
import { issueToken, revokeToken } from "#ledger/identity/tokens.ts";

/** Whose identity may be dealt with by whom is the API's to say: an operator revokes any. */
export const identity: Decider<"identity", State> = {
  category: "identity",
  initial,
  decide: {
    "issue-enrolment": issueEnrolment,
    "issue-token": issueToken,
    "record-certificate": recordCertificate,
    "redeem-enrolment": redeemEnrolment,
    "revoke-certificate": revokeCertificate,
    "revoke-enrolment": revokeEnrolment,
    "revoke-token": revokeToken,
  },
  evolve: {
    "certificate-issued": certified,
    "certificate-renewed": certified,
    "certificate-revoked": uncertified,
    "enrolment-issued": enrolled,
    "enrolment-redeemed": enrolmentEnded,
    "enrolment-revoked": enrolmentEnded,
    "token-issued": tokenGiven,
    "token-revoked": tokenRevoked,
  },
};
