import { type DocGroup, docUri } from './site.ts';

export interface SearchEntry {
  readonly uri: string;
  readonly title: string;
  readonly group: string;
  readonly text: string;
}

const TEXT_MAX = 2_000;

/** The text of a page without its markup. */
function plainText(markup: string): string {
  return markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What the search looks through: titles, and the words of each page, each once. */
export function searchIndex(groups: readonly DocGroup[]): readonly SearchEntry[] {
  return groups.flatMap(({ title: group, pages }) =>
    pages.map(({ path, title, summary, body }) => ({
      uri: docUri(path),
      title,
      group,
      text: [summary, ...new Set(plainText(body.html).toLowerCase().split(' '))].join(' ').slice(0, TEXT_MAX),
    })),
  );
}
