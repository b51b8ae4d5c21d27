/** HTML as values, escaped unless it is a template. A leaf: imports nothing of ours. */
export { escapeHtml, html, type Html, verbatim } from './html.ts';
