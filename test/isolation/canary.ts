/** Values that name where they belong, and the search for them in what left the server. */

const HIT = /kq\.[\w.]+?\.qk/g;
const ID = /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/g;
const ENCODED = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

/** A text that says of which district, record and field it is; é is there to be written in other forms. */
export function canary(
  of: { readonly district: number; readonly type: string; readonly key: string; readonly field: string },
  tail: string,
): string {
  const { district, type, key, field } = of;
  return `kq.d${district}.${type}.${key.replace(/\W/g, '_')}.${field.replace('.', '_')}.${tail}.qk`;
}

/** The canaries and ids in a text as it stands. */
export function tokensIn(text: string): Set<string> {
  return new Set([...(text.match(HIT) ?? []), ...(text.match(ID) ?? [])]);
}

function unescape(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function percentDecode(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** Each form in which the bytes could be read: as they are, percent-decoded, JSON-unescaped, base64-decoded; composed. */
function readings(text: string): readonly string[] {
  const plain = [text];
  if (text.includes('%')) plain.push(percentDecode(text));
  if (text.includes('\\u')) plain.push(unescape(text));
  const decoded = (text.match(ENCODED) ?? []).map((run) => Buffer.from(run, 'base64').toString('latin1'));
  return [...plain, decoded.join('\n')].map((reading) => reading.normalize('NFC'));
}

/** Every canary and id that can be read in a text, in whichever form. */
export function tokensReadable(text: string): Set<string> {
  const found = new Set<string>();
  for (const reading of readings(text)) for (const token of tokensIn(reading)) found.add(token);
  return found;
}
