/** HTML as values: what is put into a template is text, unless it is a template itself. */

export interface Html {
  readonly html: string;
}

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
}

type Part = string | number | undefined | false | Html | readonly Html[];

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  if ('html' in part) return part.html;
  return part.map(({ html }) => html).join('');
}

/** A template: `html\`<p>${name}</p>\``. Everything that is not a template is escaped. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    html: texts.reduce((all, text, n) => all + text + (n < parts.length ? render(parts[n]) : ''), ''),
  };
}

/** HTML that was made elsewhere and is known to be safe. */
export function verbatim(text: string): Html {
  return { html: text };
}
