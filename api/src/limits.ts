/** How much and how long the API puts up with; every one of them has a reason. */
import { tioxmlCharactersMax } from "@partita/schemas";

/** A command is a few kilobytes; 100 parameters that are all large are files in disguise. */
export const jsonBytesMax = 1024 * 1024;
/** As many characters as the parser takes; names and numbers are ASCII: bytes are characters. */
export const tioxmlBytesMax = tioxmlCharactersMax;
/** References of a report that are looked up on other computers; an honest report has none. */
export const strangersMax = 100;
/** No command nests deeper than six; what does is an attack on whoever walks it. */
export const nestingMax = 16;
/** Node ids are the longest names in a path; each character may be escaped to three. */
export const pathNameCharactersMax = 450;
/** Request line and headers together: a token and an idempotency key are well under 1 KiB. */
export const headerBytesMax = 16 * 1024;
/**
 * A client that has not sent its request by then is stuck, or holds connections on purpose. Less
 * than what an answer may take, or the Master would be said to be busy.
 */
export const requestMillisecondsMax = 15_000;
/** How often Node.js looks for requests that are too slow; its own 30 seconds would be too late. */
export const requestCheckMilliseconds = 2_000;
/** Who has not shaken hands by then is stuck, or holds connections on purpose. */
export const handshakeMillisecondsMax = 10_000;
/** Longer than agents pause between two polls, so that they keep their connection. */
export const keepAliveMilliseconds = 72_000;
/** After this an answer helps nobody: the clients of the house give up at 30 seconds. */
export const answerMillisecondsMax = 25_000;
/** After a write the answer waits so long for the projections, which usually need milliseconds. */
export const ownWriteMillisecondsMax = 2_000;
/** A query with `position` waits so long before it says that the projections are behind. */
export const positionMillisecondsMax = 5_000;
/** `Prefer: wait` waits no longer: an answer must come before the client gives up. */
export const preferWaitSecondsMax = 20;
/** What Retry-After says when the projections are behind or the Master is busy. */
export const retrySeconds = 1;
/** Positions are 64-bit in every store; a larger one is a typing mistake. */
export const positionMax = 2n ** 63n - 1n;
/** An Idempotency-Key: visible ASCII, as the IETF draft recommends. */
export const idempotencyKeyCharactersMax = 255;
/** A problem lists so many departures from the schema; whoever has more starts with these. */
export const errorsMax = 20;
/** Feeds that are open at once; each holds a connection and two pages of the log. */
export const feedsMax = 200;
/** Of one identity: a program with several readers needs a few, a loop that forgets them many. */
export const feedsPerIdentityMax = 10;
/** Less than the minute after which proxies cut connections on which nothing is said. */
export const feedHeartbeatMilliseconds = 15_000;
/** A reader that takes nothing for so long is stuck, or gone without a word. */
export const feedStuckMillisecondsMax = 30_000;
/** Then a feed ends, and its reader comes again: connections are not held for ever. */
export const feedMillisecondsMax = 3_600_000;
/** An audit reads the table itself: one at a time, since it is nobody's daily business. */
export const auditsAtOnceMax = 1;
/** A checkpoint is signed every ten seconds at most; caches may be a little behind that. */
export const checkpointCacheSeconds = 5;
/** How often revocations are looked for: four looks within the second that was promised. */
export const revocationPollMilliseconds = 250;
/** Who somebody is, is believed for so long without looking, or without a look for revocations. */
export const identityMillisecondsMax = 1_000;
/** Identities that are remembered: some 5 MB; of a larger fleet, each is looked up more often. */
export const identitiesRememberedMax = 10_000;
/** A request for a certificate and a token are a few kilobytes; more is not read of strangers. */
export const certificateRequestBytesMax = 32 * 1024;
/** Revocation lists and roots may be kept by caches for so long. */
export const authorityCacheSeconds = 60;
/** A format of 1,000 partitions is 3 million characters of XML, of which a form escapes a third. */
export const slapFormBytesMax = 8 * 1024 * 1024;
/** The call with the most has eleven. */
export const slapFieldsMax = 50;
