/**
 * District tokens. Nothing usable is stored: a token is derived from the server's key, the connection and a version, and looked up
 * by its hash (`auth-and-sharing` 6.2 b). The form lets scanners recognise a leaked one: prefix, secret, checksum.
 */
import { createHmac, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'rbd_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

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

/** The token of a connection; the same each time, for the same key and version. */
export function deriveDistrictToken(serverKey: Buffer, { connectionId, version }: TokenSubject): string {
  const secret = createHmac('sha256', serverKey)
    .update(`district-token\0${connectionId}\0${version}`)
    .digest('hex');
  const body = PREFIX + base62(BigInt(`0x${secret}`), SECRET_LENGTH);
  return body + checksum(body);
}

/** Whether a text can be a district token at all: told without looking anything up. */
export function hasTokenForm(token: string): boolean {
  return FORM.test(token) && checksum(token.slice(0, -CHECKSUM_LENGTH)) === token.slice(-CHECKSUM_LENGTH);
}

/** By which a token is stored and looked up. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
