import { html, type Html, verbatim } from '../html/index.ts';
import { breakable } from './blocks.ts';
import { type DocGroup, type DocPage, DOCS_PATH, docUri, sectionsOf } from './site.ts';
import { DOCS_STRINGS as STRINGS } from '../strings/index.ts';

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
                >${page.inList ?? page.title}</a
              >
            </li> `,
        )}
      </ul>
    </details> `;
  })}`;
}

/** Pages with fewer sections are seen at a glance. */
const CONTENTS_FROM = 3;

function contents(page: DocPage): Html | false {
  const sections = sectionsOf(page);
  if (sections.length < CONTENTS_FROM) return false;
  return html`<nav class="contents" aria-label="${STRINGS.onThisPage}">
    <p>${STRINGS.onThisPage}</p>
    <ul>
      ${sections.map(({ anchor, title }) => html`<li><a href="#${anchor}">${verbatim(title)}</a></li> `)}
    </ul>
  </nav>`;
}

function neighbours(groups: readonly DocGroup[], current: DocPage): Html {
  const pages = groups.flatMap((group) => group.pages);
  const at = pages.indexOf(current);
  const link = (page: DocPage | undefined, rel: 'prev' | 'next') =>
    page &&
    html`<a rel="${rel}" href="${docUri(page.path)}"
      ><span>${rel === 'prev' ? STRINGS.before : STRINGS.next}</span> ${page.title}</a
    >`;
  return html`<nav class="neighbours" aria-label="${STRINGS.neighbours}">
    ${link(pages[at - 1], 'prev')}${link(pages[at + 1], 'next')}
  </nav>`;
}

function search(): Html {
  const { script } = STRINGS;
  return html`<form
    class="search"
    role="search"
    action="${DOCS_PATH}"
    hidden
    data-found="${script.found}"
    data-none="${script.none}"
    data-failed="${script.failed}"
  >
    <label for="search">${STRINGS.search}</label>
    <input
      id="search"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder=" "
      role="combobox"
      aria-expanded="false"
      aria-controls="found"
      aria-autocomplete="list"
      aria-keyshortcuts="Control+K Meta+K"
    />
    <kbd aria-hidden="true">${STRINGS.searchKeys}</kbd>
    <div class="found" hidden>
      <ul id="found" role="listbox" aria-label="${STRINGS.found}"></ul>
    </div>
    <p class="found-status" role="status"></p>
  </form>`;
}

/** A whole page. It reads well without a script; the script adds the search and the buttons that copy. */
export function frame(groups: readonly DocGroup[], page: DocPage, version: string): string {
  const title = page.path === '' ? STRINGS.title : `${page.title} · ${STRINGS.title}`;
  const group = groups.find(({ pages }) => pages.includes(page));
  return html`<!doctype html>
    <html lang="${STRINGS.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta name="description" content="${page.summary}" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/tokens.css" />
        <link rel="stylesheet" href="/base.css" />
        <link rel="stylesheet" href="/docs.css" />
        <script src="/docs.js" type="module"></script>
      </head>
      <body class="docs" data-copy="${STRINGS.script.copy}" data-copied="${STRINGS.script.copied}">
        <a class="skip" href="#main">${STRINGS.skip}</a>
        <header class="bar">
          <a class="brand" href="/">${STRINGS.brand}</a>
          <nav aria-label="${STRINGS.site}">
            <a href="${DOCS_PATH}" ${html` aria-current="true"`}>${STRINGS.documentation}</a>
            <a href="/explorer">${STRINGS.explorer}</a>
          </nav>
          ${search()}
        </header>
        <div class="columns">
          <nav class="pages" aria-label="${STRINGS.documentation}">
            <details class="menu">
              <summary>${STRINGS.pages}</summary>
              ${navigation(groups, page)}
            </details>
          </nav>
          <main id="main" tabindex="-1">
            <header>
              <p class="group">${group?.title ?? ''}</p>
              <h1>${breakable(page.title)}</h1>
              <p class="summary">${page.summary}</p>
            </header>
            ${contents(page)}
            <div class="body">${page.body}</div>
            ${neighbours(groups, page)}
          </main>
        </div>
        <footer>${STRINGS.brand} ${version}. ${STRINGS.footer}</footer>
      </body>
    </html> `.html;
}
