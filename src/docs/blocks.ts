/** The blocks that pages of the documentation are made of. */
import { html, type Html, verbatim } from '../html/index.ts';
import type { Fidelity, Field } from '../roster/index.ts';
import { anchorOf, docUri } from './site.ts';

/** Prose with `code`, **emphasis** and [links](path); a path that begins with a slash or `http` is left as it is. */
export function prose(text: string): Html {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/);
  return verbatim(
    parts
      .map((part) => {
        if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`.html;
        if (part.startsWith('**')) return html`<strong>${part.slice(2, -2)}</strong>`.html;
        const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
        if (!link) return html`${part}`.html;
        const [, label = '', target = ''] = link;
        const href = /^(\/|#|https?:)/.test(target) ? target : docUri(target);
        return html`<a href="${href}">${label}</a>`.html;
      })
      .join(''),
  );
}

export function paragraph(text: string): Html {
  return html`<p>${prose(text)}</p>`;
}

export function list(items: readonly string[]): Html {
  return html`<ul>
    ${items.map((item) => html`<li>${prose(item)}</li>`)}
  </ul>`;
}

export function steps(items: readonly string[]): Html {
  return html`<ol>
    ${items.map((item) => html`<li>${prose(item)}</li>`)}
  </ol>`;
}

/** Text to copy; long lines wrap, so that nothing scrolls sideways. */
export function code(text: string): Html {
  return html`<div class="code">
    <pre><code>${text}</code></pre>
  </div>`;
}

/** What a command prints, or a server answers. */
export function output(text: string): Html {
  // Columns stay columns: what is too wide is scrolled, by keyboard too.
  const hasColumns = /\S {3,}\S/.test(text);
  return html`<pre class="output" ${hasColumns && html`tabindex="0"`}><samp>${text}</samp></pre>`;
}

export function json(value: unknown): Html {
  return code(JSON.stringify(value, null, 2));
}

/** A heading with an anchor of its own, and what stands below it. */
export function section(title: string, ...blocks: readonly Html[]): Html {
  const id = anchorOf(title);
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}"><a class="anchor" href="#${id}">${title}</a></h2>
    ${blocks}
  </section>`;
}

export interface TableParts {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | Html)[])[];
  /** For screen readers and for print. */
  readonly caption: string;
}

/** A table; text cells are prose. On a narrow screen each row is a card, and each cell says its column. */
export function table({ head, rows, caption }: TableParts): Html {
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${prose(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, n) => {
                const content = typeof cell === 'string' ? prose(cell) : cell;
                return n === 0
                  ? html`<th scope="row">${content}</th>`
                  : html`<td data-label="${head[n]?.replaceAll('`', '')}">${content}</td>`;
              })}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A path or a name that may be broken at its slashes and dots. */
export function breakable(text: string): Html {
  return html`${text.split(/(?<=[./])(?=\w{3}|\{)/).map((part, n) => html`${n > 0 && html`<wbr />`}${part}`)}`;
}

/** A name with an anchor of its own, as the first cell of a row. */
export function term(anchor: string, name: string, className = 'term'): Html {
  return html`<a class="anchor ${className}" id="${anchor}" href="#${anchor}"
    ><code>${breakable(name)}</code></a
  >`;
}

/** What each badge promises. */
export const BADGES = {
  guaranteed: 'In every record that is served.',
  optional: 'Left out where the district sends or shares no value. Never null.',
  validated: 'Only the listed values, or the stated format.',
  normalized: 'Rewritten to one form, whatever spelling the SIS sent.',
  verbatim: 'As the SIS has it, trimmed at both ends.',
  granted: 'Served only where the district grants it to the application.',
} as const satisfies Record<'guaranteed' | 'optional' | 'granted' | Fidelity, string>;

export type Badge = keyof typeof BADGES;

export function badge(name: Badge): Html {
  return html`<span class="badge badge-${name}">${name}</span>`;
}

export function badgesOf({ presence, kind, grant }: Field): readonly Badge[] {
  // A group promises nothing of its own: its members do.
  const fidelity = kind.members ? [] : kind.fidelity;
  return [presence, ...fidelity, ...(grant === undefined ? [] : (['granted'] as const))];
}
