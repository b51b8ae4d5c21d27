/**
 * The form of secrets that leave the hub: prefix, secret, checksum, so that scanners recognise a leaked one. Nothing usable is stored: all
 * are looked up by their hash. A district token is derived from the server's key, the connection and a version (`auth-and-sharing` 6.2 b), so
 * that it can be shown again; the others are random.
 */
import { createHmac, hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIXES = {
  /** Reads a district for an application. */
  district: 'rbd_',
  /** Instant Login: reads a person for an application (`auth-and-sharing` 13). */
  user: 'ilt_',
  /** In the cookie of a person who is signed in here. */
  session: 'rbs_',
  /** In the cookie of someone who runs the hub. */
  account: 'rba_',
} as const;

export type TokenKind = keyof typeof PREFIXES;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(
  `^(${Object.values(PREFIXES).join('|')})[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`,
);

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n)
    text = (ALPHABET[Number(rest % 62n)] ?? '') + text;
  return text;
}

function checksum(text: string): string {
  return base62(BigInt(crc32(text)), CHECKSUM_LENGTH);
}

export interface TokenSubject {
  readonly connectionId: string;
  readonly version: number;
}

function withChecksum(kind: TokenKind, secretHex: string): string {
  const body = PREFIXES[kind] + base62(BigInt(`0x${secretHex}`), SECRET_LENGTH);
  return body + checksum(body);
}

/** The token of a connection; the same each time, for the same key and version. */
export function deriveDistrictToken(serverKey: Buffer, { connectionId, version }: TokenSubject): string {
  const secret = createHmac('sha256', serverKey)
    .update(`district-token\0${connectionId}\0${version}`)
    .digest('hex');
  return withChecksum('district', secret);
}

/** A token of 256 random bits. */
export function randomToken(kind: Exclude<TokenKind, 'district'>): string {
  return withChecksum(kind, randomBytes(32).toString('hex'));
}

/** Which kind of token a text can be: told without looking anything up. */
export function kindOfToken(token: string): TokenKind | undefined {
  const prefix = FORM.exec(token)?.[1];
  if (prefix === undefined || checksum(token.slice(0, -CHECKSUM_LENGTH)) !== token.slice(-CHECKSUM_LENGTH))
    return undefined;
  return (Object.keys(PREFIXES) as TokenKind[]).find((kind) => PREFIXES[kind] === prefix);
}

/** By which a token is stored and looked up. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

const TAIL_LENGTH = 8;

/** What may be said of a token that opens nothing: its prefix, if it is one of ours, and the tail of its hash (`auth-and-sharing` 13). */
export function nameOfToken(token: string): string {
  const prefix = Object.values(PREFIXES).find((known) => token.startsWith(known)) ?? '';
  return `token:${prefix}…${hashToken(token).slice(-TAIL_LENGTH)}`;
}
