export { escapeHtml, html, type Html } from '../../html/index.ts';
