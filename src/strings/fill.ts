const GAP = /\{(\w+)\}/g;

export type Values = Readonly<Record<string, string | number>>;

/** A text whose gaps, `{name}`, are filled; one that has no value stays empty. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(GAP, (_, name: string) => String(values[name] ?? ''));
}

/** What stands between the gaps of a text, and the gaps: texts at even places, names at odd ones. */
export function partsOf(text: string): readonly string[] {
  return text.split(GAP);
}
