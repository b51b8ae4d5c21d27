/** Zips byte by byte, also such as no packer would make. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** Deflated; otherwise stored as it is. */
  readonly deflated?: boolean;
  /** A file type and permissions as Unix has them; that of a plain file otherwise. */
  readonly mode?: number;
  readonly encrypted?: boolean;
  /** Said instead of the truth. */
  readonly claims?: { readonly crc32?: number; readonly size?: number; readonly method?: number };
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const MADE_BY_UNIX = (3 << 8) | 20;
const UTF8_NAMES = 0x0800;
const ENCRYPTED = 0x0001;
const DEFLATED = 8;

const u16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    content = '',
    deflated = false,
    mode = 0o100644,
    encrypted = false,
    claims = {},
  } of entries) {
    const plain = Buffer.from(content);
    const packed = deflated ? deflateRawSync(plain) : plain;
    const nameBytes = Buffer.from(name);
    const common = Buffer.concat([
      u16(20),
      u16(UTF8_NAMES | (encrypted ? ENCRYPTED : 0)),
      u16(claims.method ?? (deflated ? DEFLATED : 0)),
      u32(0x5c210000),
      u32(claims.crc32 ?? crc32(plain)),
      u32(packed.length),
      u32(claims.size ?? plain.length),
      u16(nameBytes.length),
      u16(0),
    ]);
    const local = Buffer.concat([u32(LOCAL), common, nameBytes, packed]);
    locals.push(local);
    centrals.push(
      Buffer.concat([
        u32(CENTRAL),
        u16(MADE_BY_UNIX),
        common,
        u16(0),
        u16(0),
        u16(0),
        u32(mode << 16),
        u32(offset),
        nameBytes,
      ]),
    );
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([
    ...locals,
    directory,
    u32(END),
    u16(0),
    u16(0),
    u16(entries.length),
    u16(entries.length),
    u32(directory.length),
    u32(offset),
    u16(0),
  ]);
}
