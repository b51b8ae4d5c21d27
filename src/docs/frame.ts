import { html, type Html } from '../html/index.ts';
import { type DocGroup, type DocPage, DOCS_PATH, docUri } from './site.ts';

function navigation(groups: readonly DocGroup[], current: DocPage): Html {
  return html`${groups.map((group) => {
    const isOpen = group.pages.includes(current);
    return html`<details ${isOpen ? html`open` : ''}>
      <summary>${group.title}</summary>
      <ul>
        ${group.pages.map(
          (page) =>
            html`<li>
              <a href="${docUri(page.path)}" ${page === current && html` aria-current="page"`}
                >${page.title}</a
              >
            </li> `,
        )}
      </ul>
    </details> `;
  })}`;
}

function neighbours(groups: readonly DocGroup[], current: DocPage): Html {
  const pages = groups.flatMap((group) => group.pages);
  const at = pages.indexOf(current);
  const link = (page: DocPage | undefined, rel: 'prev' | 'next') =>
    page &&
    html`<a rel="${rel}" href="${docUri(page.path)}"
      >${rel === 'prev' ? 'Before: ' : 'Next: '}${page.title}</a
    >`;
  return html`<nav class="neighbours" aria-label="Before and after">
    ${link(pages[at - 1], 'prev')}${link(pages[at + 1], 'next')}
  </nav>`;
}

/** A whole page. It reads well without a script; the script adds the search. */
export function frame(groups: readonly DocGroup[], page: DocPage, version: string): string {
  const title = page.path === '' ? 'Rollbook documentation' : `${page.title} · Rollbook`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${page.summary}" />
        <link rel="stylesheet" href="/tokens.css" />
        <link rel="stylesheet" href="/docs.css" />
        <script src="/docs.js" type="module"></script>
      </head>
      <body class="docs">
        <a class="skip" href="#main">Skip to content</a>
        <header class="bar">
          <a class="brand" href="/">Rollbook</a>
          <nav aria-label="Rollbook">
            <a href="${DOCS_PATH}" ${html` aria-current="true"`}>Documentation</a>
            <a href="/explorer">Explorer</a>
          </nav>
          <form class="search" role="search" action="${DOCS_PATH}" hidden>
            <label for="search">Search</label>
            <input
              id="search"
              type="search"
              autocomplete="off"
              role="combobox"
              aria-expanded="false"
              aria-controls="found"
              aria-autocomplete="list"
            />
            <ul id="found" role="listbox" aria-label="Pages found" hidden></ul>
            <p id="found-status" class="quiet" role="status"></p>
          </form>
        </header>
        <div class="columns">
          <nav class="pages" id="pages" aria-label="Documentation">${navigation(groups, page)}</nav>
          <main id="main">
            <h1>${page.title}</h1>
            ${page.body} ${neighbours(groups, page)}
          </main>
        </div>
        <footer>
          Rollbook ${version}. This documentation belongs to the server that it comes from, and calls no
          other.
        </footer>
      </body>
    </html> `.html;
}
