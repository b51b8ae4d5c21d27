/** The documentation as pages: which there are, in which order, and what each says. */
import type { Html } from '../html/index.ts';

export interface DocPage {
  /** Below `/docs`: '' is the overview. */
  readonly path: string;
  readonly title: string;
  /** One sentence, for search and for the lists of pages. */
  readonly summary: string;
  readonly body: Html;
}

export interface DocGroup {
  readonly title: string;
  readonly pages: readonly DocPage[];
}

export const DOCS_PATH = '/docs';

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
