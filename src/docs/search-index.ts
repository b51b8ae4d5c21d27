import { type DocGroup, type DocPage, docUri, sectionsOf } from './site.ts';

/** Something that can be found: a page, a section of one, or a name that is explained there. */
export interface SearchEntry {
  readonly uri: string;
  readonly title: string;
  /** Where it stands. */
  readonly group: string;
  /** Words, in lower case. */
  readonly text: string;
}

/** The text of HTML without its markup. */
function plainText(markup: string): string {
  return markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Each word once, in lower case. */
function wordsOf(text: string): string {
  return [...new Set(text.toLowerCase().split(/\s+/))].join(' ').trim();
}

function entriesOf(group: string, page: DocPage): readonly SearchEntry[] {
  const uri = docUri(page.path);
  const at = (anchor: string) => `${uri}#${anchor}`;
  const { title, inList, summary, terms = [] } = page;
  return [
    { uri, title: inList ?? title, group, text: wordsOf(`${title} ${summary}`) },
    ...terms.map(({ anchor, name, text }) => ({
      uri: at(anchor),
      title: name,
      group: title,
      text: wordsOf(text),
    })),
    ...sectionsOf(page).map((section) => ({
      uri: at(section.anchor),
      title: plainText(section.title),
      group: title,
      text: wordsOf(plainText(section.html)),
    })),
  ];
}

/** What the search looks through. Pages of endpoints are all alike: they are found by their path and by what they give. */
export function searchIndex(groups: readonly DocGroup[]): readonly SearchEntry[] {
  return groups.flatMap(({ title, pages }) =>
    pages.flatMap((page) =>
      page.path.startsWith('endpoints/') ? entriesOf(title, page).slice(0, 1) : entriesOf(title, page),
    ),
  );
}
