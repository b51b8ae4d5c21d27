/** JSON strings, quickly: most values need no escaping, and then a quote on either side is all. */

// Quotes, backslashes, control characters and lone surrogates (JSON.stringify decides on pairs).
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/; // eslint-disable-line no-control-regex

export function jsonString(value: string): string {
  return NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`;
}
