/** The documentation as pages: which there are, in which order, and what each says. */
import type { Html } from '../html/index.ts';

/** A name that is looked up: a field, a column, a code. */
export interface DocTerm {
  readonly anchor: string;
  readonly name: string;
  readonly text: string;
}

export interface DocPage {
  /** Below `/docs`: '' is the overview. */
  readonly path: string;
  readonly title: string;
  /** Shorter, where it stands among its like in the list of pages. */
  readonly inList?: string;
  /** One sentence: it opens the page, and stands in the search and in lists of pages. */
  readonly summary: string;
  readonly body: Html;
  /** What the search finds by name on this page, besides its sections. */
  readonly terms?: readonly DocTerm[];
}

export interface DocGroup {
  readonly title: string;
  readonly pages: readonly DocPage[];
}

export const DOCS_PATH = '/docs';

/** Where a server is reached in the examples, unless it was told otherwise. */
export const HUB = 'http://localhost:3000';

/** The address of a page. */
export function docUri(path: string): string {
  return path === '' ? DOCS_PATH : `${DOCS_PATH}/${path}`;
}

/** Text as an anchor: `What you get` → `what-you-get`. */
export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export interface DocSection {
  readonly anchor: string;
  readonly title: string;
  /** What stands below the heading, as HTML. */
  readonly html: string;
}

const HEADING = /<h2 id="([^"]+)">(?:<a[^>]*>)?([^<]*)/;

/** The sections of a page, in order; what stands before the first heading is not among them. */
export function sectionsOf({ body }: DocPage): readonly DocSection[] {
  return body.html.split(/(?=<h2 id=)/).flatMap((html) => {
    const [, anchor, title] = HEADING.exec(html) ?? [];
    return anchor === undefined || title === undefined ? [] : [{ anchor, title, html }];
  });
}
