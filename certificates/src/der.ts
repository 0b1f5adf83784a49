/** ASN.1 as it is needed here: a few shapes over node-forge, which encodes and decodes. */
import forge from "node-forge";

const { asn1 } = forge;
const { Class, Type } = asn1;

export type Der = forge.asn1.Asn1;

const depthMax = 32;
const longFormBit = 0x80;

export function sequence(...parts: readonly Der[]): Der {
  return asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [...parts]);
}

export function setOf(...parts: readonly Der[]): Der {
  return asn1.create(Class.UNIVERSAL, Type.SET, true, [...parts]);
}

/** Of an unsigned number, given as its bytes. */
export function integer(bytes: Uint8Array): Der {
  const isNegative = (bytes[0] ?? 0) >= longFormBit;
  return primitive(Type.INTEGER, isNegative ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

export function smallInteger(value: number): Der {
  return asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes());
}

export function enumerated(value: number): Der {
  return asn1.create(Class.UNIVERSAL, Type.ENUMERATED, false, String.fromCharCode(value));
}

export function objectId(dotted: string): Der {
  return asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(dotted).getBytes());
}

export function yes(): Der {
  return asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, "\xff");
}

export function nothing(): Der {
  return asn1.create(Class.UNIVERSAL, Type.NULL, false, "");
}

export function utf8(text: string): Der {
  return primitive(Type.UTF8, Buffer.from(text, "utf8"));
}

export function ia5(text: string): Der {
  return primitive(Type.IA5STRING, Buffer.from(text, "latin1"));
}

export function octets(bytes: Uint8Array): Der {
  return primitive(Type.OCTETSTRING, bytes);
}

/** Of whole bytes, or of flags whose last `unused` bits say nothing. */
export function bits(bytes: Uint8Array, unused = 0): Der {
  return primitive(Type.BITSTRING, Buffer.concat([Buffer.of(unused), bytes]));
}

/** Two digits of the year up to 2049, four from then on (RFC 5280, 4.1.2.5). */
export function time(instant: Date): Der {
  if (instant.getUTCFullYear() < 2050)
    return asn1.create(Class.UNIVERSAL, Type.UTCTIME, false, asn1.dateToUtcTime(instant));
  const text = asn1.dateToGeneralizedTime(instant);
  return asn1.create(Class.UNIVERSAL, Type.GENERALIZEDTIME, false, text);
}

/** `[n]` around a whole value. */
export function explicit(tag: number, ...parts: readonly Der[]): Der {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, true, [...parts]);
}

/** `[n]` in place of a primitive's own tag. */
export function implicit(tag: number, bytes: Uint8Array): Der {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, false, textOf(bytes));
}

/** What is encoded already, taken as it stands: what was signed, or a key. */
export function encoded(der: Uint8Array): Der {
  const [tag = 0, length = 0] = der;
  const header = length < longFormBit ? 2 : 2 + (length & (longFormBit - 1));
  return asn1.create(Class.UNIVERSAL, tag, false, textOf(der.subarray(header)));
}

export function encode(der: Der): Buffer {
  return Buffer.from(asn1.toDer(der).getBytes(), "latin1");
}

/** Throws where it is not DER through and through, or deeper than anything read here. */
export function decode(bytes: Uint8Array): Der {
  const options = {
    strict: true,
    parseAllBytes: true,
    decodeBitStrings: false,
    maxDepth: depthMax,
  };
  // Its types know only the first of these options.
  return asn1.fromDer(textOf(bytes), options as unknown as boolean);
}

/** The parts of a value with this tag; throws when it is another one. */
export function partsOf(der: Der | undefined, type: forge.asn1.Type): readonly Der[] {
  if (!isUniversal(der, type) || !Array.isArray(der.value))
    throw new Error("another shape of ASN.1");
  return der.value;
}

/** The bytes of a primitive with this tag; throws when it is another one. */
export function bytesOf(der: Der | undefined, type: forge.asn1.Type): Buffer {
  if (!isUniversal(der, type) || typeof der.value !== "string")
    throw new Error("another shape of ASN.1");
  return Buffer.from(der.value, "latin1");
}

function isUniversal(der: Der | undefined, type: forge.asn1.Type): der is Der {
  return der?.tagClass === Class.UNIVERSAL && der.type === type;
}

function primitive(type: forge.asn1.Type, bytes: Uint8Array): Der {
  return asn1.create(Class.UNIVERSAL, type, false, textOf(bytes));
}

/** forge keeps bytes in texts, a character each. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

export { Type as Tag };
